package dev.ratchet.activities.retrieval.lucene;

import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One tenant's index in this process: who writes, and which commit is searched. */
final class TenantIndex implements AutoCloseable {
    /** What one step of a publication may take: each begins with a new one. One that takes longer may be in vain. */
    private static final Duration LEASE = Duration.ofSeconds(20);

    /** Longer than the lease of a worker that died. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final TenantId tenant;
    private final Path folder;
    private final Heads heads;
    private final Blocks blocks;
    private final String holder;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();

    /** Always of a published commit; changed under the lock. */
    private volatile @Nullable Local local;

    TenantIndex(TenantId tenant, Path folder, Heads heads, Blocks blocks, String holder) {
        this.tenant = tenant;
        this.folder = folder;
        this.heads = heads;
        this.blocks = blocks;
        this.holder = holder;
    }

    private static final class Waiting {
        final Change change;
        boolean done;

        @Nullable
        RuntimeException failure;

        Waiting(Change change) {
            this.change = change;
        }
    }

    /** Returns when the change is published. Whoever has the lock publishes for all that wait. */
    void write(Change change) {
        Waiting mine = new Waiting(change);
        waiting.add(mine);
        lock.lock();
        try {
            if (!mine.done) {
                writeAll();
            }
        } finally {
            lock.unlock();
        }
        if (mine.failure != null) {
            throw mine.failure;
        }
    }

    private void writeAll() {
        List<Waiting> all = new ArrayList<>();
        for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
            all.add(next);
        }
        @Nullable RuntimeException failure = null;
        try {
            publish(all.stream().map(each -> each.change).toList());
        } catch (IOException e) {
            failure = new UncheckedIOException(e);
        } catch (RuntimeException e) {
            failure = e;
        }
        for (Waiting each : all) {
            each.done = true;
            each.failure = failure;
        }
    }

    private void publish(List<Change> changes) throws IOException {
        awaitLease();
        try {
            Local writable = current();
            Head before = writable.head();
            removeUnneeded(before.snapshot());
            Head next = writable.commit(changes, this::renew);
            Set<Digest> gone = before.snapshot().without(next.snapshot());
            writable.keep(next.snapshot(), blocks, this::announce);
            if (!heads.publish(tenant, holder, before.generation(), next, gone)) {
                throw new IOException("another worker published generation " + next.generation() + " of the index of "
                        + tenant + " meanwhile");
            }
            local = writable.published(next);
            blocks.remove(tenant, gone);
        } catch (IOException | RuntimeException e) {
            // What is committed here and not published, or perhaps published, is looked at again from the start.
            drop();
            release(e);
            throw e;
        }
    }

    /** Left by a writer that died: nobody is told that a document is gone before its words are. */
    private void removeUnneeded(Snapshot now) throws IOException {
        Set<Digest> unneeded = heads.unneeded(tenant);
        unneeded.removeAll(now.blocks());
        blocks.remove(tenant, unneeded);
    }

    private void announce(Set<Digest> kept) throws IOException {
        if (!heads.announce(tenant, holder, kept)) {
            throw new IOException("another worker writes the index of " + tenant);
        }
    }

    /** A lease that cannot be given back ends by itself. */
    private void release(Exception because) {
        try {
            heads.release(tenant, holder);
        } catch (RuntimeException e) {
            because.addSuppressed(e);
        }
    }

    private void renew() {
        heads.lease(tenant, holder, LEASE);
    }

    private void awaitLease() throws IOException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!heads.lease(tenant, holder, LEASE)) {
            if (System.nanoTime() > until || Thread.currentThread().isInterrupted()) {
                throw new IOException("another worker writes the index of " + tenant);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE.toMillis()));
        }
    }

    /** At least of this generation; the caller gives its reader back with {@code decRef}. */
    Local searchable(long generation) throws IOException {
        Local now = local;
        if (now != null && now.head().generation() >= generation && now.reader().tryIncRef()) {
            return now;
        }
        lock.lock();
        try {
            Local current = current();
            current.reader().incRef();
            return current;
        } finally {
            lock.unlock();
        }
    }

    /** Where another process published meanwhile, what it removed is removed here, too. */
    void catchUp() throws IOException {
        lock.lock();
        try {
            if (local != null) {
                current();
            } else if (Files.isDirectory(folder)) {
                Local.keepOnly(folder, heads.head(tenant).orElse(Head.NONE));
            }
        } finally {
            lock.unlock();
        }
    }

    /** What is published now, brought here where it is not. */
    private Local current() throws IOException {
        Local now = local;
        if (now != null && now.head().generation() == heads.generation(tenant)) {
            return now;
        }
        for (int attempt = 1; ; attempt++) {
            Head head = heads.head(tenant).orElse(Head.NONE);
            try {
                Local opened = Local.open(tenant, folder, head, now, blocks);
                if (now != null) {
                    now.remove();
                }
                local = opened;
                return opened;
            } catch (IOException e) {
                boolean moved = heads.generation(tenant) != head.generation();
                if (!moved || attempt == 5) {
                    throw e;
                }
            }
        }
    }

    private void drop() {
        Local now = local;
        local = null;
        if (now != null) {
            now.close();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            drop();
        } finally {
            lock.unlock();
        }
    }
}
