using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Licensing.Data.Migrations
{
    /// <inheritdoc />
    public partial class CatalogueAudit : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // The beginning of its grace was never told. Before the audit is locked: this reads all licenses.
            migrationBuilder.Sql("UPDATE licenses SET expiry_notice_at = expires_at WHERE expiry_notice_at = ends_at AND expires_at < ends_at AND ends_at > now()");

            migrationBuilder.AlterColumn<Guid>(
                name: "license_id",
                table: "audit_records",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<Guid>(
                name: "policy_id",
                table: "audit_records",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "product_id",
                table: "audit_records",
                type: "uuid",
                nullable: true);

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new NotSupportedException("Records of products and policies are never taken out of the audit.");
    }
}
