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
            // What is known already lacks it: the reconciliation at the start reads every product again, and takes it for newer.
            migrationBuilder.Sql("UPDATE products SET version = 0; DELETE FROM feed_positions WHERE feed = 'products'");
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
