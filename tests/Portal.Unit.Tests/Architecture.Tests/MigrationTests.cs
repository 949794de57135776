using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Activations.Data;
using Portal.Downloads.Data;
using Portal.Identity.Data;
using Portal.Licenses.Data;

namespace Portal.Architecture.Tests;

/// <summary>Decision 19: a database is what its migrations say, today and in ten years.</summary>
public sealed partial class MigrationTests
{
    private const string NoDatabase = "Host=nowhere";

    [Fact]
    public void The_migrations_make_the_model_of_today()
    {
        Assert.False(Context<LicenseDb>().Database.HasPendingModelChanges());
        Assert.False(Context<ActivationDb>().Database.HasPendingModelChanges());
        Assert.False(Context<DownloadDb>().Database.HasPendingModelChanges());
        Assert.False(Context<IdentityDb>().Database.HasPendingModelChanges());
    }

    [Fact]
    public void Migrations_call_no_code_that_may_change() =>
        Assert.Empty(
            Directory
                .EnumerateFiles(Path.Combine(Repository.Root(), "services"), "*.cs", SearchOption.AllDirectories)
                .Where(file => IsMigration().IsMatch(file))
                .SelectMany(file => OwnCode(File.ReadAllText(file)))
        );

    [Theory]
    [InlineData("using Portal.Activations.Domain;")]
    [InlineData("    migrationBuilder.Sql(SearchText.Sql);")]
    [InlineData("    migrationBuilder.CreateProtocolTriggers();")]
    public void A_migration_that_calls_living_code_is_caught(string line) => Assert.Single(OwnCode(line));

    [Theory]
    [InlineData("using Microsoft.EntityFrameworkCore.Migrations;\nnamespace Portal.Activations.Data.Migrations")]
    [InlineData("    migrationBuilder.Sql(\n        \"\"\"\n        SELECT 1;\n        \"\"\");")]
    [InlineData("    migrationBuilder.CreateTable(\n        name: \"x\",")]
    public void What_calls_none_is_not(string text) => Assert.Empty(OwnCode(text));

    private static TDb Context<TDb>()
        where TDb : DbContext =>
        (TDb)
            Activator.CreateInstance(
                typeof(TDb),
                new DbContextOptionsBuilder<TDb>()
                    .UseNpgsql(NoDatabase)
                    .UseSnakeCaseNamingConvention()
                    .UseApplicationServiceProvider(WithPasskeys())
                    .Options
            )!;

    /// <summary>ASP.NET Core Identity asks the application which version of its tables there is.</summary>
    private static ServiceProvider WithPasskeys() =>
        new ServiceCollection()
            .Configure<IdentityOptions>(options => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3)
            .BuildServiceProvider();

    private static IEnumerable<string> OwnCode(string migration) =>
        Living().Matches(migration).Select(match => match.Value);

    [GeneratedRegex(@"/Migrations/\d+_\w+(?<!Designer)\.cs$")]
    private static partial Regex IsMigration();

    // A using of ours, SQL that is not written here, an operation that EF Core does not have.
    [GeneratedRegex(
        @"using Portal\.\w+|Sql\([A-Za-z]\w*|migrationBuilder\.(?!(Sql|AlterDatabase|CreateTable|CreateIndex|DropTable|DropIndex|AddColumn|DropColumn|AlterColumn|RenameColumn|RenameTable|InsertData|AddForeignKey)\b)\w+"
    )]
    private static partial Regex Living();
}
