package dev.ratchet.worker.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.worker.configuration.ModelUse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersFolderTest {
    private static final Map<String, String> MODEL = Map.of(
            "RATCHET_MODEL_URL", "http://127.0.0.1:1/v1", "RATCHET_MODEL_KEY", "none", "RATCHET_MODEL_NAME", "small");

    @TempDir
    Path folder;

    private static Map<String, String> with(Map<String, String> more) {
        Map<String, String> environment = new TreeMap<>(MODEL);
        environment.putAll(more);
        return environment;
    }

    private static String chosen(Map<String, String> environment) throws Exception {
        return AnswersFolder.chosen(environment).getOrDefault(ModelUse.ANSWERS, "in memory");
    }

    @Test
    void a_worker_that_is_not_told_takes_the_users_state_folder_and_keeps_others_out() throws Exception {
        Path state = folder.resolve("state");
        assertThat(chosen(with(Map.of("XDG_STATE_HOME", state.toString()))))
                .isEqualTo(state.resolve("ratchet/answers").toString());
        assertThat(Files.getPosixFilePermissions(state.resolve("ratchet/answers")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(chosen(with(Map.of("XDG_STATE_HOME", "relative", "HOME", folder.toString()))))
                .isEqualTo(folder.resolve(".local/state/ratchet/answers").toString());
    }

    @Test
    void a_worker_that_is_told_or_asks_no_model_makes_no_folder() throws Exception {
        Map<String, String> told = with(Map.of(ModelUse.ANSWERS, "none", "HOME", folder.toString()));
        assertThat(AnswersFolder.chosen(told)).isEqualTo(told);
        Map<String, String> none = Map.of("HOME", folder.toString());
        assertThat(AnswersFolder.chosen(none)).isEqualTo(none);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void where_no_folder_can_be_made_answers_stay_in_memory() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        Map<String, String> environment = with(Map.of("XDG_STATE_HOME", file.toString()));
        assertThat(AnswersFolder.chosen(environment)).isEqualTo(environment);
    }
}
