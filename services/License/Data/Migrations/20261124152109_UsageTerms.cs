using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Licensing.Data.Migrations
{
    /// <inheritdoc />
    public partial class UsageTerms : Migration
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

            migrationBuilder.AddColumn<string>(
                name: "documentation_url",
                table: "products",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "support_url",
                table: "products",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "website_url",
                table: "products",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "terms",
                table: "policies",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'{}'::jsonb");

            migrationBuilder.AddColumn<string>(
                name: "metadata",
                table: "licenses",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'::jsonb");

            migrationBuilder.AddColumn<string>(
                name: "terms",
                table: "licenses",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'{}'::jsonb");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "changelog_public",
                table: "products");

            migrationBuilder.DropColumn(
                name: "documentation_url",
                table: "products");

            migrationBuilder.DropColumn(
                name: "support_url",
                table: "products");

            migrationBuilder.DropColumn(
                name: "website_url",
                table: "products");

            migrationBuilder.DropColumn(
                name: "terms",
                table: "policies");

            migrationBuilder.DropColumn(
                name: "metadata",
                table: "licenses");

            migrationBuilder.DropColumn(
                name: "terms",
                table: "licenses");
        }
    }
}
