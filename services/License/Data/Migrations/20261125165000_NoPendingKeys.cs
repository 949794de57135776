using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Licensing.Data.Migrations
{
    /// <summary>
    /// The index for parts of keys takes new keys at once. Otherwise one of many writers sorts in what all have left in its pending
    /// list: seen with 77 seconds at 800,000 licenses, and the writer's client had given up. What waits there already is sorted in
    /// by the next vacuum: here it could outlast the migration. Nothing of the model changes, hence no designer file.
    /// </summary>
    [DbContext(typeof(LicenseDb))]
    [Migration("20261125165000_NoPendingKeys")]
    public partial class NoPendingKeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("ALTER INDEX ix_licenses_key SET (fastupdate = off)");

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("ALTER INDEX ix_licenses_key RESET (fastupdate)");
    }
}
