package dev.ratchet.activities.retrieval.lucene;

import dev.ratchet.activities.content.ExpiringContent;
import dev.ratchet.activities.retrieval.lucene.Snapshot.Segment;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The files of indexes in the content store, in blocks, so that no more than two of them are in memory. */
final class Blocks {
    private static final int BLOCK = 4 << 20;

    /** Longer than any lease: nobody is about to publish what was stored before. */
    private static final Duration LEFT_BEHIND = Duration.ofDays(1);

    private final ExpiringContent store;

    Blocks(ExpiringContent store) {
        this.store = store;
    }

    /**
     * @param names files of the commit
     * @param before whose files are there already
     * @return what {@link #keep} is to keep
     */
    static Snapshot of(String commit, Path folder, Collection<String> names, Snapshot before) throws IOException {
        Map<String, Segment> there = byName(before);
        List<Segment> files = new ArrayList<>();
        for (String name : names) {
            Segment known = there.get(name);
            if (known != null) {
                files.add(known);
                continue;
            }
            List<Digest> blocks = new ArrayList<>();
            each(folder.resolve(name), block -> blocks.add(Digest.of(block)));
            files.add(new Segment(name, blocks));
        }
        return new Snapshot(commit, files);
    }

    private interface Use {
        void of(byte[] block) throws IOException;
    }

    private static void each(Path file, Use use) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            for (byte[] block = bytes.readNBytes(BLOCK); block.length > 0; block = bytes.readNBytes(BLOCK)) {
                use.of(block);
            }
        }
    }

    /** Keeps the files that {@code before} has not. */
    void keep(TenantId tenant, Snapshot snapshot, Path folder, Snapshot before) throws IOException {
        Map<String, Segment> there = byName(before);
        List<byte[]> full = new ArrayList<>();
        for (Segment file : snapshot.files()) {
            if (!there.containsKey(file.name())) {
                each(folder.resolve(file.name()), block -> {
                    full.add(block);
                    if (full.stream().mapToLong(each -> each.length).sum() >= BLOCK) {
                        store.putAll(tenant, full);
                        full.clear();
                    }
                });
            }
        }
        store.putAll(tenant, full);
    }

    /**
     * Brings the files of a snapshot into an empty folder.
     *
     * @param from a folder that has {@code known} and is not written to; its files are taken where they are the same
     * @throws IOException when a block is missing: a newer snapshot may have been published meanwhile
     */
    void fetch(TenantId tenant, Snapshot snapshot, Path into, Path from, Snapshot known) throws IOException {
        Map<String, Segment> there = byName(known);
        for (Segment file : snapshot.files()) {
            Path to = into.resolve(file.name());
            if (file.equals(there.get(file.name()))) {
                Files.createLink(to, from.resolve(file.name()));
            } else {
                write(tenant, file, to);
            }
        }
    }

    private void write(TenantId tenant, Segment file, Path to) throws IOException {
        try (OutputStream out = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW)) {
            for (Digest block : file.blocks()) {
                out.write(store.get(tenant, block)
                        .orElseThrow(() -> new IOException("block " + block.brief() + " of an index is gone")));
            }
        }
        try (FileChannel written = FileChannel.open(to, StandardOpenOption.WRITE)) {
            written.force(true);
        }
    }

    void remove(TenantId tenant, Set<Digest> blocks) throws IOException {
        store.forget(tenant, blocks);
    }

    /** Removes what writers left behind that died before they published. */
    void sweep(TenantId tenant, Snapshot now) throws IOException {
        store.purge(tenant, LEFT_BEHIND, now.blocks());
    }

    private static Map<String, Segment> byName(Snapshot snapshot) {
        Map<String, Segment> files = new LinkedHashMap<>();
        snapshot.files().forEach(file -> files.put(file.name(), file));
        return files;
    }
}
