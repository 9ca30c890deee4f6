package dev.ratchet.activities.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Watches the processes that this one started to read PDFs, while it is open. Reads what Linux counts for them. */
public final class PdfProcessWatch implements AutoCloseable {
    private final AtomicLong resident = new AtomicLong();
    private final AtomicLong cpu = new AtomicLong();
    private volatile boolean closed;
    private final Thread watching = new Thread(() -> {
        while (!closed) {
            running().forEach(this::look);
            LockSupport.parkNanos(5_000_000);
        }
    });

    public PdfProcessWatch() {
        watching.setDaemon(true);
        watching.start();
    }

    static List<ProcessHandle> running() {
        return ProcessHandle.current()
                .children()
                .filter(PdfProcessWatch::readsPdfs)
                .toList();
    }

    /**
     * Between its start and its own program, a process is a copy of this one and counts its memory. The whole command line is
     * read here, because Java cuts it before the name of the class.
     */
    private static boolean readsPdfs(ProcessHandle child) {
        try {
            return Files.readString(Path.of("/proc/" + child.pid() + "/cmdline"))
                    .contains("PdfProcess");
        } catch (IOException e) {
            return false;
        }
    }

    private void look(ProcessHandle child) {
        child.info().totalCpuDuration().ifPresent(used -> cpu.accumulateAndGet(used.toMillis(), Math::max));
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + child.pid() + "/status"))) {
                if (line.startsWith("VmHWM:")) {
                    resident.accumulateAndGet(Long.parseLong(line.replaceAll("\\D", "")), Math::max);
                }
            }
        } catch (IOException e) {
            // The process has ended.
        }
    }

    public long mostResidentKb() {
        return resident.get();
    }

    Duration mostCpu() {
        return Duration.ofMillis(cpu.get());
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        watching.join();
    }
}
