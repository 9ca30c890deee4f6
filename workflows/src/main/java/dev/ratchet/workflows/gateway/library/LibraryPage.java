package dev.ratchet.workflows.gateway.library;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Current versions of documents, by name.
 *
 * @param next what {@code after} should be for the page that follows; absent on the last one
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LibraryPage(
        List<LibraryDocument> documents, @Nullable String next) {
    public LibraryPage {
        documents = List.copyOf(documents);
    }
}
