package dev.ratchet.activities.documents.pdf;

import dev.ratchet.activities.documents.refusal.Refusal.RefusedException;
import dev.ratchet.workflows.contract.invoice.DocumentReading.Unreadable;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that does nothing but read PDFs, one after the other: requests on its standard input, answers on its
 * standard output. When a PDF takes all its memory or too much time, the process ends, and nothing else ends with it.
 * It also ends when its input ends, so it never outlives the process that started it.
 */
final class PdfProcess {
    /** The JVM's own exit code with {@code -XX:+ExitOnOutOfMemoryError}. */
    static final int OUT_OF_MEMORY = 3;

    static final int TOO_SLOW = 64;

    /** CPU time of one PDF. The largest ones of our test data take half a second. */
    static final Duration MOST_CPU = Duration.ofSeconds(5);

    static final byte CONTENT = 0;
    static final byte REFUSED = 1;

    private static final long NOTHING = -1;

    private final DataInputStream in;
    private final DataOutputStream out;

    /** The CPU time of the reading thread when it began this PDF, in nanoseconds; or {@link #NOTHING}. */
    private final AtomicLong began = new AtomicLong(NOTHING);

    private PdfProcess(DataInputStream in, DataOutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** Takes no arguments. Whatever a library prints goes to the standard error, because answers go to the standard output. */
    public static void main(String[] arguments) throws IOException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out, 1 << 16));
        System.setOut(System.err);
        new PdfProcess(new DataInputStream(new BufferedInputStream(System.in, 1 << 16)), out).serve();
    }

    private void serve() throws IOException {
        watch(Thread.currentThread());
        while (true) {
            PdfRequest request;
            try {
                request = PdfRequest.read(in);
            } catch (EOFException e) {
                return;
            }
            began.set(cpu(Thread.currentThread()));
            answer(request);
            began.set(NOTHING);
            out.flush();
        }
    }

    private void answer(PdfRequest request) throws IOException {
        try {
            PdfContent content = request.answer();
            out.writeByte(CONTENT);
            content.write(out);
        } catch (RefusedException e) {
            Unreadable why = e.unreadable();
            out.writeByte(REFUSED);
            out.writeUTF(why.code());
            out.writeUTF(why.why());
        }
    }

    /** CPU time and not time of day, because a busy machine is not the document's fault. */
    private void watch(Thread reading) {
        Thread watching = new Thread(
                () -> {
                    while (true) {
                        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                        long start = began.get();
                        if (start != NOTHING && cpu(reading) - start > MOST_CPU.toNanos()) {
                            Runtime.getRuntime().halt(TOO_SLOW);
                        }
                    }
                },
                "watches the time");
        watching.setDaemon(true);
        watching.start();
    }

    private static long cpu(Thread thread) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.getThreadCpuTime(thread.getId());
    }
}
