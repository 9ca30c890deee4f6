/** Documents and questions through the whole product, from the file to the books or the answer. */
package dev.ratchet.worker.dev.document;
