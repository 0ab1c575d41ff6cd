/** An IndexedDB under a test's hands: what the browser may do to it, done on purpose. */
import { IDBFactory, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb'
import { type IndexedDb } from '../../src/store/dexie-databases.ts'

type OpenFault = 'UnknownError' | 'QuotaExceededError'

export interface FaultyIdb extends IndexedDb {
  /** What opening a database ends in, each once, by its name; `for-ever` until it is deleted. */
  readonly failOpening: (name: string, fault: OpenFault, times: number | 'until-deleted') => void
  /** The databases that were deleted. */
  readonly deleted: readonly string[]
  /** Has the browser close every connection there is, without a word. */
  readonly closeAll: () => void
}

/** What Dexie looks at in a request. */
class FailedRequest {
  readonly result = undefined
  readonly transaction = null
  readonly error: DOMException
  onsuccess: unknown
  onupgradeneeded: unknown
  onblocked: unknown
  constructor(name: string) {
    this.error = new DOMException('Internal error opening backing store for indexedDB.open.', name)
  }
  set onerror(handler: ((event: unknown) => void) | null) {
    const event = { target: this, type: 'error', preventDefault: () => undefined, stopPropagation: () => undefined }
    setTimeout(() => handler?.(event))
  }
}

export const faultyIdb = (): FaultyIdb => {
  const faults = new Map<string, { fault: OpenFault; left: number | 'until-deleted' }>()
  const deleted: string[] = []
  const connections = new Set<IDBDatabase>()
  const factory = new IDBFactory()
  const indexedDB = new Proxy(factory, {
    get: (target, key) => {
      if (key === 'open') {
        return (name: string, version?: number): unknown => {
          const fault = faults.get(name)
          if (fault && fault.left !== 0) {
            if (fault.left !== 'until-deleted') fault.left -= 1
            return new FailedRequest(fault.fault)
          }
          const request = target.open(name, version)
          request.addEventListener('success', () => connections.add(request.result))
          return request
        }
      }
      if (key === 'deleteDatabase') {
        return (name: string): unknown => {
          deleted.push(name)
          if (faults.get(name)?.left === 'until-deleted') faults.delete(name)
          return target.deleteDatabase(name)
        }
      }
      const value = Reflect.get(target, key) as unknown
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
  return {
    indexedDB,
    IDBKeyRange,
    failOpening: (name, fault, left) => faults.set(name, { fault, left }),
    deleted,
    closeAll: () => {
      for (const connection of connections) connection.close()
      connections.clear()
    },
  }
}

type Method = 'getAll' | 'get' | 'put' | 'add'

/** Has one call of every object store fail, as where a value's file is lost or the disk is full. @returns what ends it */
export const failCalls = (methods: readonly Method[], name: string, when: (store: string, argument: unknown) => boolean): (() => void) => {
  const undo = methods.map((method) => {
    const prototype = IDBObjectStore.prototype as unknown as Record<Method, (...args: unknown[]) => unknown>
    const real = prototype[method]
    prototype[method] = function failing(this: IDBObjectStore, ...args) {
      if (when(this.name, args[0])) throw new DOMException('lost', name)
      return real.apply(this, args)
    }
    return () => {
      prototype[method] = real
    }
  })
  return () => undo.forEach((each) => each())
}
