/**
 * What the vault costs in a real Chromium (K1, K3, K5, K7): deriving, unlocking each way, and sealing 1,000 acts for their
 * author and to the service, beside bare AES-GCM and ECDSA. `node test/bench/vault.ts`.
 */
import path from 'node:path'
import { inChromium } from '../contracts/in-chromium.ts'
import { type Measured } from './vault-measured.ts'
import { median, p95 } from './figures.ts'

declare const measureVault: () => Promise<Measured>


const main = async (): Promise<void> => {
  const measured = await inChromium(path.join(import.meta.dirname, 'vault-page.ts'), async (page) => {
    page.setDefaultTimeout(300_000)
    await page.waitForFunction(() => typeof measureVault === 'function')
    return page.evaluate(() => measureVault())
  })
  const { derive, phrase, pin, kept, passkey, enrol, seal, own, bareAes, bareSign, bareBoth, bytes, sealedBytes } = measured
  const ms = (value: number): string => `${value.toFixed(0)} ms`
  const line = (name: string, values: readonly number[], more = ''): void => console.log(`${name.padEnd(38)}median ${median(values).toFixed(3)} ms   p95 ${p95(values).toFixed(3)} ms${more}`)
  console.log(`key derivation alone (64 MiB, t=3)    median ${ms(median(derive))}   budget 600 ms`)
  console.log(`unlock by the four words              median ${ms(median(phrase))}   budget 1000 ms with 500 records`)
  console.log(`unlock by PIN and pepper              median ${ms(median(pin))}   without the request`)
  console.log(`screen lock, by PIN                   median ${ms(median(kept))}`)
  console.log(`unlock by passkey (no derivation)     median ${median(passkey).toFixed(1)} ms`)
  console.log(`enrol, both derivations               once ${ms(enrol)}`)
  console.log(`1,000 acts of ${bytes} bytes, ${sealedBytes} once signed and sealed to the service:`)
  line('sealed for their author', own, `   ${(median(own) / median(bareAes)).toFixed(1)} × bare AES-GCM`)
  line('signed and sealed to the service', seal, `   ${(median(seal) / median(bareBoth)).toFixed(1)} × bare ECDSA, ECDH and AES-GCM`)
  line('bare AES-GCM', bareAes)
  line('bare ECDSA', bareSign)
  line('bare ECDSA, ECDH and AES-GCM', bareBoth)
  console.log(`of a budget of 20 ms a saved field (p95), sealing takes ${(p95(own) + p95(seal)).toFixed(1)} ms`)
}

await main()
