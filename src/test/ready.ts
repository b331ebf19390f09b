/** Reads what answers may need, which is read late elsewhere: with timers that are faked, nothing waits for a file. */
export async function readyModules(): Promise<void> {
  await Promise.all([
    import('../core/mocks/body.ts'),
    import('../core/mocks/choose/choose.ts'),
    import('../core/mocks/code.ts'),
    import('../core/mocks/faults/fault.ts'),
    import('../core/mocks/faults/step.ts'),
    import('../core/mocks/template/template.ts'),
  ])
}
