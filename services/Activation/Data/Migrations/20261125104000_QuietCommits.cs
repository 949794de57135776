using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.ServiceDefaults;

#nullable disable

namespace Portal.Activations.Data.Migrations
{
    /// <summary>What happens often no longer notifies in its transaction (decision 16). Nothing of the model changes, hence no designer file.</summary>
    [DbContext(typeof(ActivationDb))]
    [Migration("20261125104000_QuietCommits")]
    public partial class QuietCommits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropOutboxNotification();
            migrationBuilder.CreateChangeTriggers();
        }
    }
}
