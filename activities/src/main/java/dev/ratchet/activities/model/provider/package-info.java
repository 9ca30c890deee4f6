/**
 * One call to one model at one provider: no memory, no agent loop, no second try. {@code ChatClient} is the port, with what goes
 * in and what comes out. Behind it are the real providers ({@code langchain4j}) and a script for tests and the demo.
 */
@NullMarked
package dev.ratchet.activities.model.provider;

import org.jspecify.annotations.NullMarked;
