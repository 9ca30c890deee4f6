package dev.ratchet.activities.retrieval.lucene;

import dev.ratchet.activities.OwnerOnlyFolder;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/** A folder that holds the commit of a head, open for searching and for writing the next one. */
final class Local {
    private static final String COMMIT = "commit";

    /** Removing a document writes the segments that had it again; this bounds how long that takes. */
    private static final double MOST_SEGMENT_MB = 128;

    private final TenantId tenant;
    private final Path place;
    private final Head head;
    private final Directory directory;
    private final IndexWriter writer;
    private final ConcurrentMergeScheduler merging;
    private final DirectoryReader reader;

    private Local(
            TenantId tenant,
            Path place,
            Head head,
            Directory directory,
            IndexWriter writer,
            ConcurrentMergeScheduler merging,
            DirectoryReader reader) {
        this.tenant = tenant;
        this.place = place;
        this.head = head;
        this.directory = directory;
        this.writer = writer;
        this.merging = merging;
        this.reader = reader;
    }

    /**
     * Opens the folder in which an earlier process left this commit, or makes one.
     *
     * @param folder of the tenant; whatever else is in it is removed
     * @param now what is open; stays as it is
     */
    static Local open(TenantId tenant, Path folder, Head head, @Nullable Local now, Blocks blocks) throws IOException {
        Files.createDirectories(folder);
        if (now == null) {
            Path left = keepOnly(folder, head);
            if (left != null) {
                return open(tenant, left, head);
            }
        }
        Path made = Files.createTempDirectory(folder, "");
        try {
            blocks.fetch(
                    tenant,
                    head.snapshot(),
                    made,
                    now == null ? made : now.place,
                    now == null ? Head.NONE.snapshot() : now.head.snapshot());
            Local opened = open(tenant, made, head);
            blocks.sweep(tenant, head.snapshot());
            return opened;
        } catch (IOException | RuntimeException e) {
            OwnerOnlyFolder.remove(made);
            throw e;
        }
    }

    private static Local open(TenantId tenant, Path place, Head head) throws IOException {
        Directory directory = FSDirectory.open(place);
        TieredMergePolicy merges = new TieredMergePolicy();
        merges.setMaxMergedSegmentMB(MOST_SEGMENT_MB);
        merges.setForceMergeDeletesPctAllowed(0);
        ConcurrentMergeScheduler merging = new ConcurrentMergeScheduler();
        IndexWriter writer = new IndexWriter(
                directory,
                new IndexWriterConfig(Entries.analyzer())
                        .setMergePolicy(merges)
                        .setMergeScheduler(merging)
                        .setCommitOnClose(false)
                        // Merges go on beside commits: whoever waits for a commit does not wait for them.
                        .setMaxFullFlushMergeWaitMillis(0)
                        .setUseCompoundFile(true));
        try {
            if (head.generation() == 0) {
                writer.setLiveCommitData(Map.of(COMMIT, "").entrySet());
                writer.commit();
            }
            return new Local(tenant, place, head, directory, writer, merging, DirectoryReader.open(directory));
        } catch (IOException | RuntimeException e) {
            writer.rollback();
            directory.close();
            throw e;
        }
    }

    /**
     * Removes what earlier processes left, but for the commit of this head.
     *
     * @param folder of a tenant, in which nothing is open
     * @return where that commit is; null where it is not
     */
    static @Nullable Path keepOnly(Path folder, Head head) throws IOException {
        Path left = left(folder, head);
        for (Path each : within(folder)) {
            if (!each.equals(left)) {
                OwnerOnlyFolder.remove(each);
            }
        }
        return left;
    }

    /** The folder whose last commit is the one of this head; a commit that was not published has another name. */
    private static @Nullable Path left(Path folder, Head head) throws IOException {
        if (head.generation() == 0) {
            return null;
        }
        for (Path each : within(folder)) {
            if (head.snapshot().commit().equals(commit(each))) {
                return each;
            }
        }
        return null;
    }

    private static String commit(Path place) throws IOException {
        try (Directory directory = FSDirectory.open(place)) {
            return SegmentInfos.readLatestCommit(directory).getUserData().getOrDefault(COMMIT, "");
        } catch (IndexNotFoundException e) {
            return "";
        }
    }

    Head head() {
        return head;
    }

    DirectoryReader reader() {
        return reader;
    }

    /** Commits to the disk and keeps the files; nobody sees it before it is {@link #published}. */
    Head commit(List<Change> changes, Runnable beforeEachStep) throws IOException {
        boolean removal = false;
        for (Change change : changes) {
            Term document = new Term(Entries.DOCUMENT, change.document());
            removal |= change.entries().isEmpty();
            if (change.entries().isEmpty()) {
                writer.deleteDocuments(document);
            } else {
                writer.updateDocuments(document, change.entries());
            }
        }
        if (removal) {
            expunge(beforeEachStep);
        }
        beforeEachStep.run();
        String commit = UUID.randomUUID().toString();
        writer.setLiveCommitData(Map.of(COMMIT, commit).entrySet());
        writer.commit();
        SegmentInfos written = SegmentInfos.readLatestCommit(directory);
        beforeEachStep.run();
        Snapshot snapshot = Blocks.of(commit, place, written.files(true), head.snapshot());
        return new Head(head.generation() + changes.size(), snapshot);
    }

    /** A merge that is under way takes along what is removed meanwhile, marked as removed: again, until nothing is. */
    private void expunge(Runnable beforeEachStep) throws IOException {
        do {
            beforeEachStep.run();
            merging.sync();
            writer.forceMergeDeletes(true);
        } while (writer.hasDeletions());
    }

    interface Announcing {
        void of(Set<Digest> blocks) throws IOException;
    }

    /** @param before is told which blocks will be kept */
    void keep(Snapshot next, Blocks blocks, Announcing before) throws IOException {
        before.of(next.without(head.snapshot()));
        blocks.keep(tenant, next, place, head.snapshot());
    }

    /** The same folder, searched as of its last commit. This one is not used any more. */
    Local published(Head next) throws IOException {
        DirectoryReader changed = DirectoryReader.openIfChanged(reader);
        if (changed == null) {
            return new Local(tenant, place, next, directory, writer, merging, reader);
        }
        reader.decRef();
        return new Local(tenant, place, next, directory, writer, merging, changed);
    }

    /** The same, and the folder is gone: another commit counts. */
    void remove() throws IOException {
        close();
        OwnerOnlyFolder.remove(place);
    }

    /** Searches that are under way end as they began. */
    void close() {
        try {
            reader.decRef();
            writer.rollback();
            directory.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> within(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isDirectory).sorted().toList();
        }
    }
}
