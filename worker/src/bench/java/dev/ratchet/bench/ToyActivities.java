package dev.ratchet.bench;

import io.temporal.activity.ActivityInterface;
import java.util.List;

/** Steps that do nothing but return. */
@ActivityInterface
public interface ToyActivities {
    int step(int item);

    List<Integer> steps(List<Integer> items);

    /** Says in this JVM when it was called. */
    int stamped(String run, int step);
}
