package dev.ratchet.workflows.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/** One for each document of a group, in its order. As JSON it is the list itself. */
public record Answers<T>(@JsonValue List<Answered<T>> each) implements Compressed {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Answers {
        each = List.copyOf(each);
    }
}
