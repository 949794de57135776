using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.ServiceDefaults;

#nullable disable

namespace Portal.Licensing.Data.Migrations
{
    /// <summary>What happens often no longer notifies in its transaction (decision 16). Nothing of the model changes, hence no designer file.</summary>
    [DbContext(typeof(LicenseDb))]
    [Migration("20261125104000_QuietCommits")]
    public partial class QuietCommits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropOutboxNotification();
        }
    }
}
