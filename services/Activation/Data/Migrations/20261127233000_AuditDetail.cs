using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Activations.Data.Migrations
{
    /// <summary>Why an activation was refused, and until when a license file is good.</summary>
    [DbContext(typeof(ActivationDb))]
    [Migration("20261127233000_AuditDetail")]
    public partial class AuditDetail : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) =>
            migrationBuilder.AddColumn<string>(name: "detail", table: "audit_records", type: "text", nullable: true);

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            migrationBuilder.DropColumn(name: "detail", table: "audit_records");
    }
}
