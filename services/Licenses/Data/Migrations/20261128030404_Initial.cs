using System;
using System.Collections.Generic;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Licenses.Data.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterDatabase()
                .Annotation("Npgsql:PostgresExtension:pg_trgm", ",,");

            migrationBuilder.CreateTable(
                name: "audit_records",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    license_id = table.Column<Guid>(type: "uuid", nullable: true),
                    product_id = table.Column<Guid>(type: "uuid", nullable: true),
                    policy_id = table.Column<Guid>(type: "uuid", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor = table.Column<string>(type: "text", nullable: false),
                    action = table.Column<string>(type: "text", nullable: false),
                    visible_to_customer = table.Column<bool>(type: "boolean", nullable: false),
                    detail = table.Column<string>(type: "text", nullable: true),
                    before = table.Column<JsonDocument>(type: "jsonb", nullable: true),
                    after = table.Column<JsonDocument>(type: "jsonb", nullable: true),
                    request_id = table.Column<string>(type: "text", nullable: true),
                    trace_id = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_records", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "batches",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    content_hash = table.Column<string>(type: "text", nullable: false),
                    license_ids = table.Column<Guid[]>(type: "uuid[]", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_batches", x => x.id);
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
                name: "products",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    slug = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    changelog_public = table.Column<bool>(type: "boolean", nullable: false),
                    website_url = table.Column<string>(type: "text", nullable: true),
                    documentation_url = table.Column<string>(type: "text", nullable: true),
                    support_url = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_products", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "policies",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    product_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    edition = table.Column<string>(type: "text", nullable: true),
                    activation_limit = table.Column<int>(type: "integer", nullable: true),
                    duration_days = table.Column<int>(type: "integer", nullable: true),
                    grace_days = table.Column<int>(type: "integer", nullable: false),
                    maintenance_days = table.Column<int>(type: "integer", nullable: true),
                    max_major_version = table.Column<int>(type: "integer", nullable: true),
                    environment = table.Column<string>(type: "text", nullable: true),
                    entitlements = table.Column<string>(type: "jsonb", nullable: false),
                    download_before_activation = table.Column<bool>(type: "boolean", nullable: false),
                    download_after_expiry = table.Column<bool>(type: "boolean", nullable: false),
                    renewal_url = table.Column<string>(type: "text", nullable: true),
                    terms = table.Column<string>(type: "jsonb", nullable: false),
                    key_format = table.Column<string>(type: "text", nullable: false, defaultValue: "Groups"),
                    key_prefix = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_policies", x => x.id);
                    table.ForeignKey(
                        name: "fk_policies_products_product_id",
                        column: x => x.product_id,
                        principalTable: "products",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "licenses",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    product_id = table.Column<Guid>(type: "uuid", nullable: false),
                    policy_id = table.Column<Guid>(type: "uuid", nullable: false),
                    snapshot = table.Column<string>(type: "jsonb", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    key_hash = table.Column<string>(type: "text", nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    assignee_ids = table.Column<List<Guid>>(type: "uuid[]", nullable: false),
                    activation_limit = table.Column<int>(type: "integer", nullable: true),
                    issued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    assigned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    expires_or_never = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, computedColumnSql: "coalesce(expires_at, timestamptz '9999-12-31 23:59:59.999999+00')", stored: true),
                    search_text = table.Column<string>(type: "text", nullable: false, computedColumnSql: "translate(key || chr(10) || coalesce(snapshot ->> 'edition', '') || chr(10) || coalesce(jsonb_path_query_first(metadata, '$[*] ? (@.name like_regex \"^order([-_ ]?(no|number|id))?$\" flag \"i\").value') #>> '{}', ''), '-_.:/  ‐‑‒–—', '')", stored: true),
                    maintenance_ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    entitlements = table.Column<string>(type: "jsonb", nullable: false),
                    metadata = table.Column<string>(type: "jsonb", nullable: false),
                    suspended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    suspension_reason = table.Column<string>(type: "text", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    used_slots = table.Column<int>(type: "integer", nullable: false),
                    usage_version = table.Column<long>(type: "bigint", nullable: false),
                    expiry_notice_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    maintenance_notice_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_licenses", x => x.id);
                    table.ForeignKey(
                        name: "fk_licenses_policies_policy_id",
                        column: x => x.policy_id,
                        principalTable: "policies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_licenses_products_product_id",
                        column: x => x.product_id,
                        principalTable: "products",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_audit_records_actor_at",
                table: "audit_records",
                columns: new[] { "actor", "at" },
                filter: "action = 'key-revealed'");

            migrationBuilder.CreateIndex(
                name: "ix_audit_records_at_id",
                table: "audit_records",
                columns: new[] { "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_records_license_id_at_id",
                table: "audit_records",
                columns: new[] { "license_id", "at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_records_policy_id_at_id",
                table: "audit_records",
                columns: new[] { "policy_id", "at", "id" },
                filter: "policy_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_audit_records_product_id_at_id",
                table: "audit_records",
                columns: new[] { "product_id", "at", "id" },
                filter: "product_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_licenses_account_id_assigned_at_id",
                table: "licenses",
                columns: new[] { "account_id", "assigned_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_licenses_account_id_ends_at",
                table: "licenses",
                columns: new[] { "account_id", "ends_at" },
                filter: "ends_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_licenses_account_id_expires_or_never_id",
                table: "licenses",
                columns: new[] { "account_id", "expires_or_never", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_licenses_account_id_maintenance_ends_at",
                table: "licenses",
                columns: new[] { "account_id", "maintenance_ends_at" },
                filter: "maintenance_ends_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_licenses_account_id_product_id_assigned_at_id",
                table: "licenses",
                columns: new[] { "account_id", "product_id", "assigned_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_licenses_account_id_suspended_at",
                table: "licenses",
                columns: new[] { "account_id", "suspended_at" },
                filter: "suspended_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_licenses_assignee_ids",
                table: "licenses",
                column: "assignee_ids")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_licenses_changed_at_id",
                table: "licenses",
                columns: new[] { "changed_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_licenses_expiry_notice_at",
                table: "licenses",
                column: "expiry_notice_at",
                filter: "expiry_notice_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_licenses_key",
                table: "licenses",
                column: "search_text")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" })
                .Annotation("Npgsql:StorageParameter:fastupdate", "off");

            migrationBuilder.CreateIndex(
                name: "ix_licenses_key_hash",
                table: "licenses",
                column: "key_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_licenses_maintenance_notice_at",
                table: "licenses",
                column: "maintenance_notice_at",
                filter: "maintenance_notice_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_licenses_policy_id",
                table: "licenses",
                column: "policy_id");

            migrationBuilder.CreateIndex(
                name: "ix_licenses_product_id",
                table: "licenses",
                column: "product_id");

            migrationBuilder.CreateIndex(
                name: "ix_policies_product_id",
                table: "policies",
                column: "product_id");

            migrationBuilder.CreateIndex(
                name: "ix_products_slug",
                table: "products",
                column: "slug",
                unique: true);

            migrationBuilder.Sql(
                """
                CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'audit records are never changed'; END $$;
                CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_records FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
                """);

            // Nobody should have to tell two keys apart by their case.
            migrationBuilder.Sql("CREATE UNIQUE INDEX ix_licenses_key_hash_any_case ON licenses (upper(key));");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit_records");

            migrationBuilder.DropTable(
                name: "batches");

            migrationBuilder.DropTable(
                name: "licenses");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "policies");

            migrationBuilder.DropTable(
                name: "products");
        }
    }
}
