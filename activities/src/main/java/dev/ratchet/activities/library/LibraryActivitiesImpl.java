package dev.ratchet.activities.library;

import dev.ratchet.activities.Failures;
import dev.ratchet.activities.content.ContentStore;
import dev.ratchet.activities.database.Database;
import dev.ratchet.activities.library.extraction.LibraryReader;
import dev.ratchet.activities.library.extraction.LibraryText;
import dev.ratchet.activities.library.extraction.Refusal;
import dev.ratchet.activities.library.extraction.Refusal.Refused;
import dev.ratchet.activities.library.passages.PassageCutter;
import dev.ratchet.activities.retrieval.PassageIndex;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.FailureType;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.library.LibraryActivities;
import dev.ratchet.workflows.contract.library.LibraryRequest;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/** Brings documents into the library, each step again and again with one result. Threads may share it. */
public final class LibraryActivitiesImpl implements LibraryActivities {
    /** Ten times a manual of a thousand pages; an index takes as many at once in memory. */
    static final int MOST_PASSAGES = 10_000;

    private final Versions versions;
    private final Removals removals;
    private final Shelf shelf;
    private final LibraryReader reader;
    private final PassageIndex index;
    private final Pulse pulse;

    public LibraryActivitiesImpl(
            Database database, ContentStore contents, LibraryReader reader, PassageIndex index, Pulse pulse) {
        this.versions = new Versions(database);
        this.removals = new Removals(database, contents);
        this.shelf = new Shelf(contents);
        this.reader = reader;
        this.index = index;
        this.pulse = pulse;
    }

    @Override
    public Extraction extract(Task task) {
        return step(task, this::extracted);
    }

    private interface Step<T> {
        T of(Asked asked) throws IOException;
    }

    private <T> T step(Task task, Step<T> step) {
        return pulse.during(() -> Failures.guard(() -> step.of(asked(task))));
    }

    private Asked asked(Task task) throws IOException {
        TenantId tenant = task.intake().tenant();
        LibraryRequest request = shelf.request(tenant, task.intake().digest());
        return new Asked(task.run(), tenant, task.intake().digest(), request);
    }

    private Extraction extracted(Asked asked) throws IOException {
        Optional<String> uploader = versions.uploader(asked);
        if (uploader.isEmpty()) {
            return new Unreadable(
                    "NOT_UPLOADED",
                    "Nobody is on record as having uploaded this request and its document. Upload both.");
        }
        Optional<Version> known = versions.known(asked);
        if (known.isPresent()) {
            return new Known(known.get().id());
        }
        try {
            return begun(asked, uploader.get(), read(asked));
        } catch (Refused e) {
            return new Unreadable(e.code(), e.why());
        }
    }

    private LibraryText read(Asked asked) throws IOException, Refused {
        reader.requireReadable(asked.request().bytes());
        byte[] bytes = shelf.bytes(asked.tenant(), asked.request().content());
        LibraryText text = reader.read(asked.request().name(), bytes);
        if (PassageCutter.USUAL.cut(text).size() > MOST_PASSAGES) {
            throw Refusal.TOO_MANY_PASSAGES.because(MOST_PASSAGES);
        }
        return text;
    }

    private Text begun(Asked asked, String uploader, LibraryText read) throws IOException {
        byte[] body = Shelf.json(read);
        Version version = versions.begin(asked, uploader, read.format().name(), Digest.of(body));
        LibraryText text = read;
        if (version.body().equals(Digest.of(body))) {
            shelf.keep(asked.tenant(), body);
        } else {
            text = shelf.text(asked.tenant(), version.body());
        }
        return new Text(
                version.id(),
                version.body(),
                version.format(),
                text.text().length(),
                text.pages().size(),
                text.sections().size());
    }

    @Override
    public Cut cut(Task task) {
        return step(task, this::passages);
    }

    private Cut passages(Asked asked) throws IOException {
        Version version = versions.of(asked).orElseThrow(LibraryActivitiesImpl::removed);
        if (!version.ready()) {
            Shelf.Cut cut = Shelf.cut(version.id(), shelf.text(asked.tenant(), version.body()));
            version = versions.cut(asked, version, Digest.of(cut.list()), cut.digests())
                    .orElseThrow(LibraryActivitiesImpl::removed);
            shelf.keep(asked.tenant(), cut);
        }
        return new Cut(Objects.requireNonNull(version.passages()), version.count());
    }

    private static ApplicationFailure removed() {
        return Failures.of(FailureType.BAD_INPUT, "the document was removed while it was brought in", null);
    }

    @Override
    public Standing index(Task task) {
        return step(task, asked -> {
            if (versions.indexing(asked) == Standing.NEWEST) {
                settle(asked.tenant(), asked.document());
            }
            return versions.standing(asked);
        });
    }

    /**
     * Gives the index what it is to have of a document, and looks again: whoever is overtaken while it does so, or whose document is
     * removed, puts that right. So whoever comes last leaves what the tables say, without a lock that lasts as long as indexing.
     */
    private void settle(TenantId tenant, String document) throws IOException {
        Optional<Version> wanted = versions.indexed(tenant, document);
        Optional<Version> given;
        do {
            given = wanted;
            if (given.isPresent()) {
                index.put(tenant, given.get().id(), shelf.indexed(tenant, given.get()));
            } else {
                index.delete(tenant, document);
            }
            wanted = versions.indexed(tenant, document);
        } while (!turn(wanted).equals(turn(given)));
    }

    private static Optional<Long> turn(Optional<Version> version) {
        return version.map(Version::turn);
    }

    @Override
    public Publication publish(Task task) {
        return step(task, versions::publish);
    }

    @Override
    public void finishRemoval(Removal removal) {
        pulse.during(() -> Failures.guard(() -> {
            if (removals.unfinished(removal.tenant(), removal.document())) {
                settle(removal.tenant(), removal.document());
                removals.finish(removal.tenant(), removal.document());
            }
            return true;
        }));
    }
}
