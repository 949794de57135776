using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Licensing.Data.Migrations
{
    /// <summary>What is suspended and whose maintenance ends is found for the dashboard without reading the whole account.</summary>
    public partial class AttentionIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_licenses_account_id_maintenance_ends_at",
                table: "licenses",
                columns: new[] { "account_id", "maintenance_ends_at" },
                filter: "maintenance_ends_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_licenses_account_id_suspended_at",
                table: "licenses",
                columns: new[] { "account_id", "suspended_at" },
                filter: "suspended_at IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_licenses_account_id_maintenance_ends_at",
                table: "licenses");

            migrationBuilder.DropIndex(
                name: "ix_licenses_account_id_suspended_at",
                table: "licenses");
        }
    }
}
