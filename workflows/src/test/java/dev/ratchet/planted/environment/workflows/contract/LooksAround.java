package dev.ratchet.planted.environment.workflows.contract;

import java.time.ZoneId;
import java.util.function.Function;

final class LooksAround {
    String variable() {
        return System.getenv("HOME");
    }

    Function<String, String> reference() {
        return System::getProperty;
    }

    ZoneId zone() {
        return ZoneId.systemDefault();
    }

    String cased(String text) {
        return text.toUpperCase();
    }

    String formatted(int number) {
        return String.format("%d", number);
    }
}
