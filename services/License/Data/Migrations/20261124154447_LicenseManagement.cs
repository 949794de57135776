using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Licensing.Data.Migrations
{
    /// <inheritdoc />
    public partial class LicenseManagement : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_licenses_account_id_issued_at_id",
                table: "licenses");

            migrationBuilder.DropIndex(
                name: "ix_audit_records_license_id_at",
                table: "audit_records");

            migrationBuilder.AlterDatabase()
                .Annotation("Npgsql:PostgresExtension:pg_trgm", ",,");

            migrationBuilder.Sql("UPDATE policies SET entitlements = '[]' WHERE entitlements IS NULL; UPDATE licenses SET entitlements = '[]' WHERE entitlements IS NULL;");

            migrationBuilder.AlterColumn<string>(
                name: "entitlements",
                table: "policies",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'::jsonb",
                oldClrType: typeof(string),
                oldType: "jsonb",
                oldNullable: true);

            migrationBuilder.AddColumn<string>(
                name: "key_format",
                table: "policies",
                type: "text",
                nullable: false,
                defaultValue: "Groups");

            migrationBuilder.AddColumn<string>(
                name: "key_prefix",
                table: "policies",
                type: "text",
                nullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "entitlements",
                table: "licenses",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'::jsonb",
                oldClrType: typeof(string),
                oldType: "jsonb",
                oldNullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "expiry_notice_at",
                table: "licenses",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "maintenance_notice_at",
                table: "licenses",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "request_id",
                table: "audit_records",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "expires_or_never",
                table: "licenses",
                type: "timestamp with time zone",
                nullable: false,
                computedColumnSql: "coalesce(expires_at, timestamptz '9999-12-31 23:59:59.999999+00')",
                stored: true);

            // Licenses from before are told of what is still to come.
            migrationBuilder.Sql(
                """
                UPDATE licenses SET
                    expiry_notice_at = CASE
                        WHEN now() < expires_at - interval '30 days' THEN expires_at - interval '30 days'
                        WHEN now() < expires_at - interval '7 days' THEN expires_at - interval '7 days'
                        WHEN now() < expires_at - interval '1 day' THEN expires_at - interval '1 day'
                        WHEN now() < ends_at THEN ends_at END,
                    maintenance_notice_at = CASE WHEN now() < maintenance_ends_at - interval '30 days' THEN maintenance_ends_at - interval '30 days' END
                WHERE revoked_at IS NULL;
                """);

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
                name: "ix_licenses_account_id_product_id_assigned_at_id",
                table: "licenses",
                columns: new[] { "account_id", "product_id", "assigned_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_licenses_assignee_ids",
                table: "licenses",
                column: "assignee_ids")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_licenses_expiry_notice_at",
                table: "licenses",
                column: "expiry_notice_at",
                filter: "expiry_notice_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_licenses_key",
                table: "licenses",
                column: "key")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" });

            migrationBuilder.CreateIndex(
                name: "ix_licenses_maintenance_notice_at",
                table: "licenses",
                column: "maintenance_notice_at",
                filter: "maintenance_notice_at IS NOT NULL");

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "batches");

            migrationBuilder.DropIndex(
                name: "ix_licenses_account_id_assigned_at_id",
                table: "licenses");

            migrationBuilder.DropIndex(
                name: "ix_licenses_account_id_ends_at",
                table: "licenses");

            migrationBuilder.DropIndex(
                name: "ix_licenses_account_id_expires_or_never_id",
                table: "licenses");

            migrationBuilder.DropIndex(
                name: "ix_licenses_account_id_product_id_assigned_at_id",
                table: "licenses");

            migrationBuilder.DropIndex(
                name: "ix_licenses_assignee_ids",
                table: "licenses");

            migrationBuilder.DropIndex(
                name: "ix_licenses_expiry_notice_at",
                table: "licenses");

            migrationBuilder.DropIndex(
                name: "ix_licenses_key",
                table: "licenses");

            migrationBuilder.DropIndex(
                name: "ix_licenses_maintenance_notice_at",
                table: "licenses");

            migrationBuilder.DropIndex(
                name: "ix_audit_records_actor_at",
                table: "audit_records");

            migrationBuilder.DropIndex(
                name: "ix_audit_records_at_id",
                table: "audit_records");

            migrationBuilder.DropIndex(
                name: "ix_audit_records_license_id_at_id",
                table: "audit_records");

            migrationBuilder.DropColumn(
                name: "expires_or_never",
                table: "licenses");

            migrationBuilder.DropColumn(
                name: "key_format",
                table: "policies");

            migrationBuilder.DropColumn(
                name: "key_prefix",
                table: "policies");

            migrationBuilder.DropColumn(
                name: "expiry_notice_at",
                table: "licenses");

            migrationBuilder.DropColumn(
                name: "maintenance_notice_at",
                table: "licenses");

            migrationBuilder.DropColumn(
                name: "request_id",
                table: "audit_records");

            migrationBuilder.AlterDatabase()
                .OldAnnotation("Npgsql:PostgresExtension:pg_trgm", ",,");

            migrationBuilder.AlterColumn<string>(
                name: "entitlements",
                table: "policies",
                type: "jsonb",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "jsonb",
                oldDefaultValueSql: "'[]'::jsonb");

            migrationBuilder.AlterColumn<string>(
                name: "entitlements",
                table: "licenses",
                type: "jsonb",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "jsonb",
                oldDefaultValueSql: "'[]'::jsonb");

            migrationBuilder.CreateIndex(
                name: "ix_licenses_account_id_issued_at_id",
                table: "licenses",
                columns: new[] { "account_id", "issued_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_records_license_id_at",
                table: "audit_records",
                columns: new[] { "license_id", "at" });
        }
    }
}
