using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Licensing.Data.Migrations
{
    /// <summary>Keys are found without regard to separators, and so are editions and order numbers. Writes the table anew: minutes for many millions of rows.</summary>
    public partial class SearchText : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_licenses_key",
                table: "licenses");

            migrationBuilder.AddColumn<string>(
                name: "search_text",
                table: "licenses",
                type: "text",
                nullable: false,
                computedColumnSql: "translate(key || chr(10) || coalesce(edition, '') || chr(10) || coalesce(jsonb_path_query_first(metadata, '$[*] ? (@.name like_regex \"^order([-_ ]?(no|number|id))?$\" flag \"i\").value') #>> '{}', ''), '-_.:/  ‐‑‒–—', '')",
                stored: true);

            migrationBuilder.CreateIndex(
                name: "ix_licenses_key",
                table: "licenses",
                column: "search_text")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" })
                .Annotation("Npgsql:StorageParameter:fastupdate", "off");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_licenses_key",
                table: "licenses");

            migrationBuilder.DropColumn(
                name: "search_text",
                table: "licenses");

            migrationBuilder.CreateIndex(
                name: "ix_licenses_key",
                table: "licenses",
                column: "key")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" })
                .Annotation("Npgsql:StorageParameter:fastupdate", "off");
        }
    }
}
