/**
 * Passages in Lucene: a folder for each tenant, which any worker can make again. A change is first committed to the folder, then
 * kept in the content store block by block, then published in PostgreSQL, where one row per tenant says which commit counts; only
 * then anybody sees it. A worker whose folder holds another commit fetches that one before it searches or writes. Two that write at
 * once cannot both publish: a publication names the commit that it follows. A lease keeps them from trying.
 */
@NullMarked
package dev.ratchet.activities.retrieval.lucene;

import org.jspecify.annotations.NullMarked;
