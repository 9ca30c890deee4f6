package dev.ratchet.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ClassArchiveTrainingTest {
    @Test
    void every_command_of_the_training_is_answered() throws IOException {
        StringWriter out = new StringWriter();
        assertThat(ClassArchiveTraining.train(new PrintWriter(out))).containsExactly(0, 0, 0, 0, 0, 0, 0, 2);
        assertThat(out.toString()).contains("WAITING  OVER_LIMIT", "\"agent\":\"training\"", "training  trains");
    }
}
