/** The wire formats byte by byte, against WireMock. */
@NullMarked
package dev.ratchet.activities.model.provider.langchain4j;

import org.jspecify.annotations.NullMarked;
