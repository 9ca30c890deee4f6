package dev.ratchet.workflows.contract.batch;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/** One result for each item of a batch, in its order. As JSON it is the list itself. */
public record ItemResults<T>(@JsonValue List<ItemResult<T>> each) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ItemResults {
        each = List.copyOf(each);
    }
}
