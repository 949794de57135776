using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Downloads.Data.Migrations
{
    /// <inheritdoc />
    public partial class Changelog : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "changelog_public",
                table: "products",
                type: "boolean",
                nullable: false,
                defaultValue: false);
            // What is known already lacks it: the next reconciliation, at the start, tells it again.
            migrationBuilder.Sql("UPDATE products SET version = 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "changelog_public",
                table: "products");
        }
    }
}
