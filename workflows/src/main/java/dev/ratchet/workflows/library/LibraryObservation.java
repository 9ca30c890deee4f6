package dev.ratchet.workflows.library;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.ratchet.workflows.agent.Observation;
import dev.ratchet.workflows.contract.library.LibraryActivities.Cut;
import dev.ratchet.workflows.contract.library.LibraryActivities.Extraction;
import dev.ratchet.workflows.contract.library.LibraryActivities.Publication;
import dev.ratchet.workflows.contract.library.LibraryActivities.Standing;

/** What tools report while a document is brought into the library. Wire names are frozen. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = Observation.NAME)
@JsonSubTypes({
    @JsonSubTypes.Type(LibraryObservation.TextExtracted.class),
    @JsonSubTypes.Type(LibraryObservation.PassagesCut.class),
    @JsonSubTypes.Type(LibraryObservation.PassagesIndexed.class),
    @JsonSubTypes.Type(LibraryObservation.VersionPublished.class)
})
sealed interface LibraryObservation extends Observation {

    @JsonTypeName("text_extracted")
    record TextExtracted(Extraction extraction) implements LibraryObservation {}

    @JsonTypeName("passages_cut")
    record PassagesCut(Cut cut) implements LibraryObservation {}

    @JsonTypeName("passages_indexed")
    record PassagesIndexed(Standing standing) implements LibraryObservation {}

    @JsonTypeName("version_published")
    record VersionPublished(Publication publication) implements LibraryObservation {}
}
