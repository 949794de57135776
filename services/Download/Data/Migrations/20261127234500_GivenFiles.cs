using System;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Downloads.Data.Migrations
{
    /// <summary>Who was given which file under which license.</summary>
    [DbContext(typeof(DownloadDb))]
    [Migration("20261127234500_GivenFiles")]
    public partial class GivenFiles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "given_files",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    license_id = table.Column<Guid>(type: "uuid", nullable: false),
                    artifact_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    file_name = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<string>(type: "text", nullable: false),
                },
                constraints: table => table.PrimaryKey("pk_given_files", row => row.id));
            migrationBuilder.CreateIndex(name: "ix_given_files_license_id_at_id", table: "given_files", columns: ["license_id", "at", "id"]);
            migrationBuilder.Sql(
                """
                CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'given files are never changed'; END $$;
                CREATE TRIGGER given_files_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON given_files FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "given_files");
            migrationBuilder.Sql("DROP FUNCTION refuse_change()");
        }
    }
}
