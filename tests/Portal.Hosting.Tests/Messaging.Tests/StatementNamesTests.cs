namespace Portal.Messaging.Tests;

public sealed class StatementNamesTests
{
    [Theory]
    [InlineData("SELECT 1", "SELECT")]
    [InlineData("\n  insert into things (id) VALUES (1); UPDATE things SET id = 2", "INSERT")]
    [InlineData("WITH kept AS (SELECT 1) SELECT 2", "WITH")]
    [InlineData("CREATE TABLE things (id int)", null)]
    [InlineData("", null)]
    public void A_statement_is_called_by_its_verb(string text, string? name) =>
        Assert.Equal(name, StatementNames.Of(text));
}
