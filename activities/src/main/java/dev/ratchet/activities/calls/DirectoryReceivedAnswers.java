package dev.ratchet.activities.calls;

import dev.ratchet.activities.OwnerOnlyFile;
import dev.ratchet.activities.OwnerOnlyFolder;
import dev.ratchet.workflows.contract.CanonicalJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file for each, in a folder that only this user can read. A file that cannot be written or read is as if there were none. */
public final class DirectoryReceivedAnswers implements ReceivedAnswers {
    /** Longer than Temporal tries one call; what is older belongs to a run that has gone on without it. */
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryReceivedAnswers.class);

    private final Path folder;

    private DirectoryReceivedAnswers(Path folder) {
        this.folder = folder;
    }

    /** @throws IOException when the folder cannot be used, or others may write into it */
    public static DirectoryReceivedAnswers open(Path folder, Clock clock) throws IOException {
        OwnerOnlyFolder.open(folder);
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            if (Files.getLastModifiedTime(file)
                    .toInstant()
                    .isBefore(clock.instant().minus(FORGOTTEN))) {
                Files.deleteIfExists(file);
            }
        }
        return new DirectoryReceivedAnswers(folder);
    }

    @Override
    public Optional<CallAnswer> find(CallRequest request) {
        try {
            return Optional.of(CanonicalJson.read(Files.readString(file(request)), CallAnswer.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            LOG.warn("the answer to {} that was received before cannot be read: {}", request, e.getClass());
            return Optional.empty();
        }
    }

    @Override
    public void keep(CallRequest request, CallAnswer answer) {
        try {
            OwnerOnlyFile.replace(file(request), CanonicalJson.of(answer));
        } catch (IOException e) {
            LOG.warn(
                    "the answer to {} cannot be kept in {} until it is on record: {}", request, folder, e.getMessage());
        }
    }

    @Override
    public void forget(CallRequest request) {
        try {
            Files.deleteIfExists(file(request));
        } catch (IOException e) {
            LOG.warn("{} stays although it is on record: {}", file(request), e.getMessage());
        }
    }

    private Path file(CallRequest request) {
        return folder.resolve(request.digest().hex());
    }
}
