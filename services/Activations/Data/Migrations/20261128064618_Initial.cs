using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Activations.Data.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "audit_records",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor = table.Column<string>(type: "text", nullable: false),
                    action = table.Column<string>(type: "text", nullable: false),
                    license_id = table.Column<Guid>(type: "uuid", nullable: true),
                    subject = table.Column<string>(type: "text", nullable: true),
                    detail = table.Column<string>(type: "text", nullable: true),
                    trace_id = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_records", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "blocked_identifiers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    license_id = table.Column<Guid>(type: "uuid", nullable: true),
                    product_id = table.Column<Guid>(type: "uuid", nullable: true),
                    identifier = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_blocked_identifiers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "event_pauses",
                columns: table => new
                {
                    license_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_event_pauses", x => new { x.license_id, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "feed_positions",
                columns: table => new
                {
                    feed = table.Column<string>(type: "text", nullable: false),
                    read_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feed_positions", x => x.feed);
                });

            migrationBuilder.CreateTable(
                name: "given_answers",
                columns: table => new
                {
                    license_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    question = table.Column<string>(type: "text", nullable: false),
                    activation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    says_active = table.Column<bool>(type: "boolean", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_given_answers", x => new { x.license_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "licenses",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    key_hash = table.Column<string>(type: "text", nullable: false),
                    key_hint = table.Column<string>(type: "text", nullable: false),
                    product_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    assignee_ids = table.Column<List<Guid>>(type: "uuid[]", nullable: false),
                    suspended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    snapshot = table.Column<string>(type: "jsonb", nullable: false),
                    used_slots = table.Column<int>(type: "integer", nullable: false),
                    usage_version = table.Column<long>(type: "bigint", nullable: false),
                    folded_key_hash = table.Column<string>(type: "text", nullable: true, computedColumnSql: "snapshot ->> 'foldedKeyHash'", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_licenses", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<string>(type: "text", nullable: false),
                    occurred_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    payload = table.Column<string>(type: "text", nullable: false),
                    trace_parent = table.Column<string>(type: "text", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    retry_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    parked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    error = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "product_keys",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    product_id = table.Column<Guid>(type: "uuid", nullable: true),
                    bits = table.Column<int>(type: "integer", nullable: false),
                    public_key = table.Column<byte[]>(type: "bytea", nullable: false),
                    private_key = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    signs_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_product_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "products",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    slug = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_products", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "releases",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    product_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<string>(type: "text", nullable: false),
                    released_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_releases", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "signing_keys",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    public_key = table.Column<byte[]>(type: "bytea", nullable: false),
                    private_key = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    signs_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signing_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "telemetry_records",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    product_id = table.Column<Guid>(type: "uuid", nullable: false),
                    license_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    well_formed = table.Column<bool>(type: "boolean", nullable: false),
                    content = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_telemetry_records", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "activations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    license_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    identifier = table.Column<string>(type: "text", nullable: false),
                    fingerprint = table.Column<List<string>>(type: "text[]", nullable: true),
                    name = table.Column<string>(type: "text", nullable: true),
                    platform = table.Column<string>(type: "text", nullable: true),
                    app_version = table.Column<string>(type: "text", nullable: true),
                    ip = table.Column<string>(type: "text", nullable: true),
                    uncounted = table.Column<bool>(type: "boolean", nullable: false),
                    first_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lost_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    deactivated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    deactivated_by = table.Column<string>(type: "text", nullable: true),
                    counts_for_quota = table.Column<bool>(type: "boolean", nullable: false),
                    file_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    slot_held_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_activations", x => x.id);
                    table.ForeignKey(
                        name: "fk_activations_licenses_license_id",
                        column: x => x.license_id,
                        principalTable: "licenses",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "api_keys",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false),
                    hint = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: true),
                    product_id = table.Column<Guid>(type: "uuid", nullable: false),
                    environment = table.Column<string>(type: "text", nullable: true),
                    networks = table.Column<List<string>>(type: "text[]", nullable: false),
                    operations = table.Column<List<string>>(type: "text[]", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_keys", x => x.id);
                    table.ForeignKey(
                        name: "fk_api_keys_products_product_id",
                        column: x => x.product_id,
                        principalTable: "products",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_activations_fingerprint",
                table: "activations",
                column: "fingerprint",
                filter: "deactivated_at IS NULL")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_activations_license_id_first_seen_at",
                table: "activations",
                columns: new[] { "license_id", "first_seen_at" });

            migrationBuilder.CreateIndex(
                name: "ix_activations_license_id_identifier",
                table: "activations",
                columns: new[] { "license_id", "identifier" },
                unique: true,
                filter: "deactivated_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_activations_license_id_slot_held_until",
                table: "activations",
                columns: new[] { "license_id", "slot_held_until" },
                filter: "slot_held_until IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_hash",
                table: "api_keys",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_product_id",
                table: "api_keys",
                column: "product_id");

            migrationBuilder.CreateIndex(
                name: "ix_audit_records_license_id_at",
                table: "audit_records",
                columns: new[] { "license_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_blocked_identifiers_identifier_license_id_product_id",
                table: "blocked_identifiers",
                columns: new[] { "identifier", "license_id", "product_id" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_given_answers_at",
                table: "given_answers",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_licenses_account_id",
                table: "licenses",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_licenses_folded_key_hash",
                table: "licenses",
                column: "folded_key_hash");

            migrationBuilder.CreateIndex(
                name: "ix_licenses_key_hash",
                table: "licenses",
                column: "key_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_product_keys_product_id",
                table: "product_keys",
                column: "product_id");

            migrationBuilder.CreateIndex(
                name: "ix_releases_product_id_version",
                table: "releases",
                columns: new[] { "product_id", "version" });

            migrationBuilder.CreateIndex(
                name: "ix_telemetry_records_at",
                table: "telemetry_records",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_telemetry_records_product_id_id",
                table: "telemetry_records",
                columns: new[] { "product_id", "id" });


            // Tells every process at commit which cached entries to invalidate. What is frequent is not told here, for the server
            // lets only one transaction that notifies commit at a time (decision 16): a new license is in no cache, that a device
            // is not active is never cached, when it was last seen is read where it matters, and slots in use are broadcast after
            // the commit (SlotUsageBroadcast).
            migrationBuilder.Sql(
                """
                CREATE FUNCTION notify_license() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_notify('license_changes', NEW.id::text); RETURN NULL; END $$;
                CREATE FUNCTION notify_license_of_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_notify('license_changes', coalesce(NEW.license_id, OLD.license_id)::text); RETURN NULL; END $$;
                CREATE FUNCTION notify_everything() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_notify('license_changes', '*'); RETURN NULL; END $$;
                CREATE TRIGGER license_change AFTER UPDATE ON licenses FOR EACH ROW WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION notify_license();
                CREATE TRIGGER activation_change AFTER DELETE OR UPDATE OF deactivated_at, fingerprint ON activations FOR EACH ROW EXECUTE FUNCTION notify_license_of_row();
                CREATE TRIGGER product_change AFTER INSERT OR UPDATE OR DELETE ON products FOR EACH STATEMENT EXECUTE FUNCTION notify_everything();
                CREATE TRIGGER release_change AFTER INSERT OR UPDATE OR DELETE ON releases FOR EACH STATEMENT EXECUTE FUNCTION notify_everything();
                CREATE TRIGGER blocked_change AFTER INSERT OR UPDATE OR DELETE ON blocked_identifiers FOR EACH STATEMENT EXECUTE FUNCTION notify_everything();
                CREATE TRIGGER api_key_change AFTER INSERT OR UPDATE OR DELETE ON api_keys FOR EACH STATEMENT EXECUTE FUNCTION notify_everything();
                CREATE TRIGGER product_key_change AFTER INSERT OR UPDATE OR DELETE ON product_keys FOR EACH STATEMENT EXECUTE FUNCTION notify_everything();
                """);

            migrationBuilder.Sql(
                """
                CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'audit records are never changed'; END $$;
                CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_records FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
                """);

            // The few licenses whose devices expire or must be seen.
            migrationBuilder.Sql(
                """
                CREATE INDEX ix_licenses_heartbeat ON licenses (id) WHERE snapshot #>> ARRAY['terms', 'heartbeatMinutes'] IS NOT NULL;
                CREATE INDEX ix_licenses_stale ON licenses (id) WHERE snapshot #>> ARRAY['terms', 'staleAfterDays'] IS NOT NULL;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "activations");

            migrationBuilder.DropTable(
                name: "api_keys");

            migrationBuilder.DropTable(
                name: "audit_records");

            migrationBuilder.DropTable(
                name: "blocked_identifiers");

            migrationBuilder.DropTable(
                name: "event_pauses");

            migrationBuilder.DropTable(
                name: "feed_positions");

            migrationBuilder.DropTable(
                name: "given_answers");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "product_keys");

            migrationBuilder.DropTable(
                name: "releases");

            migrationBuilder.DropTable(
                name: "signing_keys");

            migrationBuilder.DropTable(
                name: "telemetry_records");

            migrationBuilder.DropTable(
                name: "licenses");

            migrationBuilder.DropTable(
                name: "products");
        }
    }
}
