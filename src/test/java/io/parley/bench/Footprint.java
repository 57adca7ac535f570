package io.parley.bench;

/**
 * What so many users take who have their event streams open and do nothing.
 *
 * @param heap              KiB of Parley's heap in use after a full collection
 * @param residentHeap      KiB of Parley's heap in memory
 * @param resident          KiB of Parley in memory
 * @param threads           of Parley
 * @param descriptors       open in Parley
 * @param serverResident    KiB of the XMPP server in memory
 * @param serverDescriptors open in the XMPP server
 * @param kernel            KiB of the kernel's objects, of the whole machine: all ends of all connections, and what others do
 */
record Footprint(long users, long heap, long residentHeap, long resident, long threads, long descriptors, long serverResident,
                 long serverDescriptors, long kernel) {
    static Footprint of(long users, ProcessMeter parley, ProcessMeter server) {
        long heap = parley.heapAfterCollection();
        return new Footprint(users, heap, parley.residentHeap(), parley.resident(), parley.threads(), parley.descriptors(),
                server.resident(), server.descriptors(), Machine.kernelObjects());
    }

    /** KiB of Parley in memory that are not heap: code, classes, stacks, buffers. */
    long besideHeap() {
        return resident - residentHeap;
    }
}
