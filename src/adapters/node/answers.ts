import { connect } from 'node:net'

/** Whether somebody answers at an address. */
export function answers(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: 1000 })
    const tell = (isAnswer: boolean) => {
      socket.destroy()
      resolve(isAnswer)
    }
    socket.on('connect', () => tell(true))
    socket.on('timeout', () => tell(false))
    socket.on('error', () => tell(false))
  })
}
