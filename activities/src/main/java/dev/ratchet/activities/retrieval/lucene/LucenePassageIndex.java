package dev.ratchet.activities.retrieval.lucene;

import dev.ratchet.activities.OwnerOnlyFile;
import dev.ratchet.activities.OwnerOnlyFolder;
import dev.ratchet.activities.content.ExpiringContent;
import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.retrieval.Candidates;
import dev.ratchet.activities.retrieval.PassageIndex;
import dev.ratchet.activities.retrieval.Query;
import dev.ratchet.activities.retrieval.embedding.Embeddings;
import dev.ratchet.activities.retrieval.embedding.Windows;
import dev.ratchet.activities.retrieval.words.Analysis;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.document.Document;
import org.jspecify.annotations.Nullable;

/**
 * A folder of Lucene for each tenant. It is a cache of what is published: it may be removed while no process uses it. Changes that
 * come at once are committed together.
 */
public final class LucenePassageIndex implements PassageIndex, AutoCloseable {
    /** Lucene 9 is the last for Java 17. On newer ones it warns that another Lucene would be faster; held here, or it is forgotten. */
    private static final Logger OF_LUCENE = Logger.getLogger("org.apache.lucene");

    static {
        OF_LUCENE.setLevel(Level.SEVERE);
    }

    private final Path root;
    private final FileChannel lock;
    private final Heads heads;
    private final Blocks blocks;
    private final List<Analysis> analyses;
    private final @Nullable Embeddings embeddings;
    private final String holder;
    private final ConcurrentMap<TenantId, TenantIndex> tenants = new ConcurrentHashMap<>();

    /**
     * @param root of this process alone; made when absent
     * @param store of nothing else
     * @param analyses that searches may ask for; a passage is indexed once for each
     * @param embeddings of what is put from now on; absent where words alone are indexed
     * @throws IllegalStateException when another process uses the folder
     */
    public LucenePassageIndex(
            Path root,
            Database database,
            ExpiringContent store,
            List<Analysis> analyses,
            @Nullable Embeddings embeddings) {
        this.root = root;
        this.heads = new Heads(database);
        this.blocks = new Blocks(store);
        this.analyses = List.copyOf(analyses);
        this.embeddings = embeddings;
        try {
            OwnerOnlyFolder.open(root);
            this.lock = lock(root);
            this.holder = holder(lock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        FileChannel file = OwnerOnlyFile.open(root.resolve("in-use"));
        @Nullable FileLock ours;
        try {
            ours = file.tryLock();
        } catch (OverlappingFileLockException e) {
            ours = null;
        }
        if (ours == null) {
            file.close();
            throw new IllegalStateException(
                    "another process has its indexes in " + root + "; each needs its own folder");
        }
        return file;
    }

    /** The one of the process that had the folder before: it has ended, so its leases are ours. */
    private static String holder(FileChannel file) throws IOException {
        ByteBuffer written = ByteBuffer.allocate(36);
        file.read(written, 0);
        String earlier = new String(written.array(), 0, written.position(), StandardCharsets.US_ASCII);
        if (earlier.matches("[0-9a-f-]{36}")) {
            return earlier;
        }
        String holder = UUID.randomUUID().toString();
        file.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.US_ASCII)), 0);
        return holder;
    }

    @Override
    public void put(TenantId tenant, DocumentVersion version, List<Indexed> passages) {
        List<Document> entries = new ArrayList<>();
        for (Indexed indexed : Indexed.requireOf(version, passages)) {
            String embedding = embeddings == null ? "" : embeddings.name();
            entries.addAll(Entries.of(indexed, analyses, embedding, vectors(indexed)));
        }
        of(tenant).write(new Change(version.document(), entries));
    }

    private List<float[]> vectors(Indexed indexed) {
        if (embeddings == null) {
            return List.of();
        }
        List<String> windows = new Windows(embeddings).of(indexed.passage().heading(), indexed.text());
        return windows.isEmpty() ? List.of() : embeddings.embed(windows);
    }

    @Override
    public void delete(TenantId tenant, String document) {
        if (heads.generation(tenant) > 0) {
            of(tenant).write(new Change(document, List.of()));
        }
    }

    @Override
    public Candidates search(TenantId tenant, Query query) {
        long generation = heads.generation(tenant);
        if (generation == 0) {
            return Candidates.NONE;
        }
        try {
            Local local = of(tenant).searchable(generation);
            try {
                return new Searching(local.reader(), query, local.head().generation()).run();
            } finally {
                local.reader().decRef();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long generation(TenantId tenant) {
        return heads.generation(tenant);
    }

    /**
     * Removes from the folders of tenants what other processes removed from their indexes. A search does that, too; this is for a process that is not
     * asked, from time to time.
     *
     * @throws IllegalStateException with the first failure, after all tenants
     */
    public void catchUp() {
        List<Exception> failures = new ArrayList<>();
        for (TenantId tenant : heads.tenants()) {
            try {
                of(tenant).catchUp();
            } catch (IOException | RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException(
                    failures.size() + " indexes did not catch up, the first because of " + failures.get(0),
                    failures.get(0));
        }
    }

    private TenantIndex of(TenantId tenant) {
        return tenants.computeIfAbsent(
                tenant, each -> new TenantIndex(each, root.resolve(each.value()), heads, blocks, holder));
    }

    /** What was not published is lost, as after a crash. */
    @Override
    public void close() {
        tenants.values().forEach(TenantIndex::close);
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
