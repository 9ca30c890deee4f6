/** Ways of retrieval as named choices in one file. */
@NullMarked
package dev.ratchet.activities.retrieval.configuration;

import org.jspecify.annotations.NullMarked;
