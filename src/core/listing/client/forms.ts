import { addStyle } from './dom.ts'
import { addForms } from './try.ts'

addStyle()
addForms()
