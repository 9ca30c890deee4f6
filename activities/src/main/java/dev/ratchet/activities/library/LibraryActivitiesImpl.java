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
        return pulse.during(() -> Failures.guard(() -> extracted(task)));
    }

    private Extraction extracted(Task task) throws IOException {
        Optional<String> uploader = versions.uploader(task);
        if (uploader.isEmpty()) {
            return new Unreadable(
                    "NOT_UPLOADED",
                    "Nobody is on record as having uploaded this request and its document. Upload both.");
        }
        Optional<Version> known = versions.known(task);
        if (known.isPresent()) {
            return new Known(known.get().id());
        }
        try {
            return begun(task, uploader.get(), read(task));
        } catch (Refused e) {
            return new Unreadable(e.code(), e.why());
        }
    }

    private LibraryText read(Task task) throws IOException, Refused {
        reader.requireReadable(task.request().bytes());
        byte[] bytes = shelf.bytes(tenant(task), task.request().content());
        LibraryText text = reader.read(task.request().name(), bytes);
        if (PassageCutter.USUAL.cut(text).size() > MOST_PASSAGES) {
            throw Refusal.TOO_MANY_PASSAGES.because(MOST_PASSAGES);
        }
        return text;
    }

    private Text begun(Task task, String uploader, LibraryText read) throws IOException {
        byte[] body = Shelf.json(read);
        Version version = versions.begin(task, uploader, read.format().name(), Digest.of(body));
        LibraryText text = read;
        if (version.body().equals(Digest.of(body))) {
            shelf.keep(tenant(task), body);
        } else {
            text = shelf.text(tenant(task), version.body());
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
        return pulse.during(() -> Failures.guard(() -> passages(task)));
    }

    private Cut passages(Task task) throws IOException {
        Version version = versions.of(task).orElseThrow(LibraryActivitiesImpl::removed);
        if (!version.ready()) {
            Shelf.Cut cut = Shelf.cut(version.id(), shelf.text(tenant(task), version.body()));
            version = versions.cut(task, version, Digest.of(cut.list()), cut.digests())
                    .orElseThrow(LibraryActivitiesImpl::removed);
            shelf.keep(tenant(task), cut);
        }
        return new Cut(Objects.requireNonNull(version.passages()), version.count());
    }

    private static ApplicationFailure removed() {
        return Failures.of(FailureType.BAD_INPUT, "the document was removed while it was brought in", null);
    }

    @Override
    public Standing index(Task task) {
        return pulse.during(() -> Failures.guard(() -> {
            Standing standing = versions.indexing(task);
            if (standing == Standing.NEWEST) {
                settle(tenant(task), task.request().document(tenant(task)));
            }
            return versions.standing(task);
        }));
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
        return pulse.during(() -> Failures.guard(() -> versions.publish(task)));
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

    private static TenantId tenant(Task task) {
        return task.intake().tenant();
    }
}
