/** Gives the browser a file to download. Its address lives only as long as the click. */
export const download = ({ file, text, type }: { readonly file: string; readonly text: string; readonly type: string }): void => {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = file
  link.click()
  URL.revokeObjectURL(address)
}
