package dev.ratchet.workflows.contract.library;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.ratchet.workflows.contract.Digest;
import dev.ratchet.workflows.contract.DocumentRef;
import dev.ratchet.workflows.contract.RunRef;
import dev.ratchet.workflows.contract.TenantId;
import dev.ratchet.workflows.contract.retrieval.DocumentVersion;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/**
 * The steps that bring a document into the library, in this order. Each may be asked again and then gives the same answer: what
 * earlier steps found is in the library's tables, and no step believes what a run says of it.
 */
@ActivityInterface(namePrefix = "Library")
public interface LibraryActivities {

    /** Reads the document, and gives it a version unless it is unreadable. */
    @ActivityMethod
    Extraction extract(Task task);

    /** Cuts the text into passages. */
    @ActivityMethod
    Cut cut(Task task);

    /** Puts the passages into the index, all at once. */
    @ActivityMethod
    Standing index(Task task);

    /** Makes the version the current one, in one transaction. */
    @ActivityMethod
    Publication publish(Task task);

    /** Takes a removed document out of the index and the content store. */
    @ActivityMethod
    void finishRemoval(Removal removal);

    /**
     * @param intake the {@link LibraryRequest} as it was uploaded; it is read from there, and not from what the run says. Who
     *     uploaded it brings the document in
     */
    record Task(RunRef run, DocumentRef intake) {}

    /** @param document its id; nothing happens unless the library's tables say that it was removed */
    record Removal(TenantId tenant, String document) {}

    /** What the bytes turned out to be. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "extraction")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Text.class, name = "text"),
        @JsonSubTypes.Type(value = Known.class, name = "known"),
        @JsonSubTypes.Type(value = Unreadable.class, name = "unreadable")
    })
    sealed interface Extraction {}

    /**
     * @param text digest of the text and its positions, in the content store
     * @param format PDF, TEXT, MARKDOWN, HTML or DOCX
     * @param characters of the text, in UTF-16 code units
     * @param pages 0 where the format has none
     */
    record Text(DocumentVersion version, Digest text, String format, int characters, int pages, int sections)
            implements Extraction {}

    /** The current version has the same bytes. */
    record Known(DocumentVersion version) implements Extraction {}

    /** The code is frozen; the sentence tells what would be right. */
    record Unreadable(String code, String why) implements Extraction {}

    /** @param passages digest of their list, in the content store */
    record Cut(Digest passages, int count) {}

    /** Where a version stands among those of its document. */
    enum Standing {
        NEWEST,
        /** What was brought in later under the same name was indexed first. */
        OVERTAKEN,
        /** The document was removed meanwhile. */
        REMOVED
    }

    /** @param replaced number of the version that was current before; absent when there was none */
    record Publication(Standing standing, @Nullable Integer replaced) {}
}
