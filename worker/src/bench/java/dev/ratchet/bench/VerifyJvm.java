package dev.ratchet.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratchet.activities.verification.Verification;
import dev.ratchet.worker.Capabilities;
import dev.ratchet.worker.WorkerMain;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.List;

/** Verifies the books once, in a process whose heap the caller bounds. */
final class VerifyJvm {
    private static final ObjectMapper JSON = new ObjectMapper();

    private VerifyJvm() {}

    /**
     * @param micros for each entry
     * @param cpuMicros of this process for each entry; the database's are not in it
     * @param peakMegabytes the most of the heap that was in use at once, with what could have been collected
     */
    record Measured(long entries, double micros, double cpuMicros, double peakMegabytes) {
        static Measured read(File file) throws IOException {
            return JSON.readValue(file, Measured.class);
        }
    }

    /** @param args the file with the place, the file for what was measured */
    public static void main(String[] args) throws Exception {
        WorkerMain.logEverythingInOnePlace();
        Place place = Place.read(new File(args[0]));
        try (Capabilities capabilities = place.capabilities()) {
            List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .toList();
            heap.forEach(MemoryPoolMXBean::resetPeakUsage);
            Duration cpu = cpu();
            long start = System.nanoTime();
            Verification found = capabilities.verifier().verify(Uploads.TENANT, null);
            double micros = (System.nanoTime() - start) / 1e3 / found.entries();
            double cpuMicros = cpu().minus(cpu).toNanos() / 1e3 / found.entries();
            if (!found.fits()) {
                throw new IllegalStateException("the books should fit: " + found.discrepancies());
            }
            double peak = heap.stream()
                            .mapToLong(pool -> pool.getPeakUsage().getUsed())
                            .sum()
                    / 1e6;
            JSON.writeValue(new File(args[1]), new Measured(found.entries(), micros, cpuMicros, peak));
        }
        System.exit(0);
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }
}
