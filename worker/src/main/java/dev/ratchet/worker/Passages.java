package dev.ratchet.worker;

import dev.ratchet.activities.OwnerOnlyFolder;
import dev.ratchet.activities.budget.Limits;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.content.DirectoryExpiringContent;
import dev.ratchet.activities.content.ExpiringContent;
import dev.ratchet.activities.content.PostgresExpiringContent;
import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.retrieval.EveryIndex;
import dev.ratchet.activities.retrieval.PassageIndex;
import dev.ratchet.activities.retrieval.RetrievalActivitiesImpl;
import dev.ratchet.activities.retrieval.Retriever;
import dev.ratchet.activities.retrieval.configuration.Configuration;
import dev.ratchet.activities.retrieval.configuration.Configurations;
import dev.ratchet.activities.retrieval.configuration.Engine;
import dev.ratchet.activities.retrieval.configuration.InvalidConfiguration;
import dev.ratchet.activities.retrieval.embedding.BudgetedSpending;
import dev.ratchet.activities.retrieval.embedding.Embeddings;
import dev.ratchet.activities.retrieval.lucene.LucenePassageIndex;
import dev.ratchet.activities.retrieval.postgres.PostgresPassageIndex;
import dev.ratchet.activities.retrieval.words.Analysis;
import dev.ratchet.worker.configuration.RetrievalSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The indexes of passages that a worker's ways of retrieval need, and what searches them. */
final class Passages implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Passages.class);

    /** How long at most what was removed stays in the folder of a process that nobody asks. */
    private static final Duration CATCHING_UP = Duration.ofMinutes(1);

    private final Map<Engine, PassageIndex> indexes = new EnumMap<>(Engine.class);
    private final Retriever retriever;
    private final ContentStore contents;
    private final AutoCloseable lucene;

    private Passages(
            WorkerConfig config,
            Database database,
            ContentStore contents,
            Configurations configurations,
            Optional<Embeddings> embeddings)
            throws IOException {
        this.contents = contents;
        Folder folder = Folder.of(config.retrieval().index());
        LucenePassageIndex index = new LucenePassageIndex(
                folder.path(), database, store(config, database), analyses(configurations), embeddings.orElse(null));
        ScheduledExecutorService timer = catchingUp(index);
        this.lucene = () -> {
            timer.shutdownNow();
            index.close();
            folder.close();
        };
        indexes.put(Engine.LUCENE, index);
        if (configurations.all().values().stream().anyMatch(each -> each.engine() == Engine.POSTGRESQL)) {
            indexes.put(Engine.POSTGRESQL, new PostgresPassageIndex(database));
        }
        this.retriever = new Retriever(indexes, embeddings.stream().toList(), contents, configurations);
    }

    private static ScheduledExecutorService catchingUp(LucenePassageIndex index) {
        ScheduledExecutorService timer = Capabilities.timer("index catches up");
        Future<?> unused = timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        index.catchUp();
                    } catch (RuntimeException e) {
                        LOG.warn(
                                "what was removed from the index may still be in this worker's folder: {}",
                                e.toString());
                    }
                },
                CATCHING_UP.toSeconds(),
                CATCHING_UP.toSeconds(),
                TimeUnit.SECONDS);
        return timer;
    }

    /**
     * @param limits of what embeddings may cost
     * @throws IllegalStateException when another process uses the folder, or the local embedding is demanded and not there
     */
    static Passages open(
            WorkerConfig config,
            Database database,
            ContentStore contents,
            Configurations configurations,
            Supplier<Limits> limits) {
        BudgetedSpending spending = new BudgetedSpending(
                database,
                limits,
                config.tenant(),
                config.retrieval().embeddings().price());
        try {
            return new Passages(
                    config,
                    database,
                    contents,
                    configurations,
                    config.retrieval().embeddings().open(spending));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws WorkerConfig.BadSetting when the file of one's own cannot be used */
    static Configurations configurations(WorkerConfig config) throws WorkerConfig.BadSetting {
        if (config.retrieval().ways().isEmpty()) {
            return Configurations.builtIn();
        }
        Path file = config.retrieval().ways().get();
        try {
            return Configurations.read(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException | InvalidConfiguration e) {
            throw new WorkerConfig.BadSetting(RetrievalSettings.WAYS, String.valueOf(e.getMessage()));
        }
    }

    private static ExpiringContent store(WorkerConfig config, Database database) {
        return config.contentFolder()
                .<ExpiringContent>map(
                        folder -> new DirectoryExpiringContent(folder.resolve(".index"), Clock.systemUTC()))
                .orElseGet(() -> new PostgresExpiringContent(database, PostgresExpiringContent.Kind.INDEX));
    }

    private static List<Analysis> analyses(Configurations configurations) {
        return configurations.all().values().stream()
                .filter(each -> each.engine() == Engine.LUCENE)
                .map(Configuration::words)
                .map(words -> words.analysis())
                .distinct()
                .sorted()
                .toList();
    }

    /** Where the library puts its passages: all of the indexes. */
    PassageIndex index() {
        return new EveryIndex(List.copyOf(indexes.values()));
    }

    Retriever retriever() {
        return retriever;
    }

    RetrievalActivitiesImpl activities() {
        return new RetrievalActivitiesImpl(retriever, contents);
    }

    @Override
    public void close() throws Exception {
        lucene.close();
    }

    /** What is in a folder that was not asked for by name goes with the process. */
    private record Folder(Path path, boolean passing) implements AutoCloseable {
        static Folder of(Optional<Path> named) throws IOException {
            return named.isPresent()
                    ? new Folder(named.get(), false)
                    : new Folder(Files.createTempDirectory("ratchet-index-"), true);
        }

        @Override
        public void close() throws IOException {
            if (passing) {
                OwnerOnlyFolder.remove(path);
            }
        }
    }
}
