package dev.ratchet.worker.dev.crash;

import dev.ratchet.worker.dev.Installation;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** On the embedded Temporal. */
@Tag("slow")
final class CrashTest extends CrashContract {
    @Override
    Installation installation(Path folder) throws Exception {
        return Installation.start(folder, true, Map.of());
    }
}
