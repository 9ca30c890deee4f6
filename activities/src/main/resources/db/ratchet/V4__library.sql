-- The library: documents, their versions, and what each version keeps in the content store.

-- One row for each document that is there. current is the version that questions are answered from, absent until the first one
-- is published. versions and turns count all that were ever begun, also before a removal, so that a number never comes back.
-- indexing is the turn whose passages the index is to have: whoever puts others there looks again and puts these.
CREATE TABLE library_document (
    tenant   text   NOT NULL,
    id       text   NOT NULL CHECK (id ~ '^[0-9a-f]{16}$'),
    name     text   NOT NULL,
    current  int,
    versions int    NOT NULL DEFAULT 0,
    turns    bigint NOT NULL DEFAULT 0,
    indexing bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, name)
);

-- One row for each version. The same bytes are the same version. EXTRACTED: its text is kept; CUT: its passages are, too; READY:
-- it is, or was, the current one. turn is when it was brought in last, among all of its document; workflow_id and run_id are the
-- run that does so.
CREATE TABLE library_version (
    tenant      text        NOT NULL,
    document    text        NOT NULL,
    version     int         NOT NULL CHECK (version > 0),
    content     text        NOT NULL,
    format      text        NOT NULL,
    body        text        NOT NULL,
    passages    text,
    count       int         CHECK (count > 0),
    state       text        NOT NULL CHECK (state IN ('EXTRACTED', 'CUT', 'READY')),
    turn        bigint      NOT NULL,
    workflow_id text        NOT NULL,
    run_id      text        NOT NULL,
    uploader    text        NOT NULL,
    at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    ready_at    timestamptz,
    PRIMARY KEY (tenant, document, version),
    UNIQUE (tenant, document, content),
    UNIQUE (tenant, document, turn),
    FOREIGN KEY (tenant, document) REFERENCES library_document ON DELETE CASCADE,
    CHECK ((state = 'EXTRACTED') = (passages IS NULL)),
    CHECK ((passages IS NULL) = (count IS NULL)),
    CHECK ((state = 'READY') = (ready_at IS NOT NULL))
);
ALTER TABLE library_document ADD FOREIGN KEY (tenant, id, current) REFERENCES library_version (tenant, document, version)
    DEFERRABLE INITIALLY DEFERRED;

-- What a version is made of never changes once it is ready; only who brings it in again, and when.
CREATE TRIGGER version_stays BEFORE UPDATE ON library_version
    FOR EACH ROW WHEN (OLD.state = 'READY' AND (NEW.version, NEW.content, NEW.format, NEW.body, NEW.passages, NEW.count, NEW.state,
            NEW.at, NEW.ready_at)
        IS DISTINCT FROM (OLD.version, OLD.content, OLD.format, OLD.body, OLD.passages, OLD.count, OLD.state, OLD.at, OLD.ready_at))
    EXECUTE FUNCTION refuse_change();

-- Every body in the content store that a version needs: its bytes, its text, the list of its passages, each passage.
CREATE TABLE library_content (
    tenant   text NOT NULL,
    digest   text NOT NULL,
    document text NOT NULL,
    version  int  NOT NULL,
    PRIMARY KEY (tenant, digest, document, version),
    FOREIGN KEY (tenant, document, version) REFERENCES library_version ON DELETE CASCADE
);
CREATE INDEX library_content_version ON library_content (tenant, document, version);

-- A document that was removed: who removed it and when, and when nothing of it was left. Its name is not kept.
CREATE TABLE library_removal (
    tenant      text        NOT NULL,
    document    text        NOT NULL,
    number      bigint      GENERATED ALWAYS AS IDENTITY,
    versions    int         NOT NULL,
    turns       bigint      NOT NULL,
    person      text        NOT NULL,
    at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at timestamptz,
    PRIMARY KEY (tenant, document, number)
);
CREATE TRIGGER no_removal BEFORE DELETE OR TRUNCATE ON library_removal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER finished_once BEFORE UPDATE ON library_removal
    FOR EACH ROW WHEN (OLD.finished_at IS NOT NULL
        OR (NEW.versions, NEW.turns, NEW.person, NEW.at) IS DISTINCT FROM (OLD.versions, OLD.turns, OLD.person, OLD.at))
    EXECUTE FUNCTION refuse_change();

-- What removed documents had in the content store and is not looked at yet.
CREATE TABLE library_left (
    tenant   text NOT NULL,
    document text NOT NULL,
    digest   text NOT NULL,
    PRIMARY KEY (tenant, document, digest)
);

-- Of these bodies those that nobody else needs: no version of the library, no entry of the books, and no run of another agent
-- that is about them.
CREATE FUNCTION library_unneeded(whose text, digests text[]) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ${schema}, pg_temp AS $$
    SELECT asked.digest FROM unnest(digests) AS asked(digest)
    WHERE EXISTS (SELECT FROM library_left l WHERE l.tenant = whose AND l.digest = asked.digest)
      AND NOT EXISTS (SELECT FROM library_content c WHERE c.tenant = whose AND c.digest = asked.digest)
      AND NOT EXISTS (SELECT FROM entry e WHERE e.tenant = whose AND e.document = asked.digest)
      AND NOT EXISTS (SELECT FROM run r WHERE r.tenant = whose AND r.agent <> 'library'
          AND r.workflow_id = r.agent || '/' || whose || '/' || asked.digest)
$$;

-- The only way in which a body leaves the content store: a removed document had it, and nobody else needs it.
CREATE FUNCTION library_forget(whose text, digests text[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = ${schema}, pg_temp AS $$
    DELETE FROM content WHERE tenant = whose AND digest IN (SELECT library_unneeded(whose, digests))
$$;
