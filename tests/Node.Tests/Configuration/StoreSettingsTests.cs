using System.Text.Json.Nodes;
using SdkNode.Node.Configuration;
using SdkNode.Node.Hosting;
using SdkNode.Node.Tests.Cli;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Configuration;

/// <summary>The settings of the store, and what a start on PostgreSQL says when it cannot.</summary>
public sealed class StoreSettingsTests(PkiFixture pki, PostgresFixture postgres)
{
    [Theory]
    [InlineData("Hots=db;Database=sdknode", "no connection string of PostgreSQL")]
    [InlineData("Host=db;Port=many;Database=sdknode", "no connection string of PostgreSQL")]
    [InlineData("Database=sdknode;Password=top-secret", "names no server")]
    [InlineData("Host=db;Username=sdknode", "names no database")]
    [InlineData("Host=db;Database=sdknode;Maximum Pool Size=2", "is too small")]
    public void A_wrong_connection_string_is_told_without_what_stands_in_it(string text, string problem)
    {
        var fault = Assert.Single(StoreChecks.Check(new StoreOptions { ConnectionString = text }, Path.GetFullPath));
        Assert.Contains(problem, fault.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("top-secret", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_password_comes_from_its_file_or_stands_in_the_string_and_not_both()
    {
        using var folder = new TemporaryFolder();
        folder.File("password", "from-the-file\nsecond line"u8);
        folder.File("empty", ""u8);
        var options = new StoreOptions { ConnectionString = "Host=db;Database=sdknode", PasswordFile = "password" };
        Assert.Empty(StoreChecks.Check(options, folder.PathOf));
        Assert.Contains("Password=from-the-file", StoreChecks.WithPassword(options, folder.PathOf), StringComparison.Ordinal);
        (StoreOptions Options, string Problem)[] cases =
        [
            (new() { ConnectionString = "Host=db;Database=sdknode;Password=x", PasswordFile = "password" }, "has a password too"),
            (new() { ConnectionString = "Host=db;Database=sdknode", PasswordFile = "missing" }, "can't be read"),
            (new() { ConnectionString = "Host=db;Database=sdknode", PasswordFile = "empty" }, "first line is empty"),
            (new() { PasswordFile = "password" }, "SQLite has no password"),
        ];
        Assert.All(cases, one => Assert.Contains(one.Problem, Assert.Single(StoreChecks.Check(one.Options, folder.PathOf)).Problem, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Config_show_hides_the_password_and_shows_the_rest()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings => settings["Store"] = new JsonObject { ["ConnectionString"] = "Host=db.example.se;Database=sdknode;Username=u;Password=top-secret" });
        using var output = new StringWriter();
        ConfigShow.Write(SettingsFile.Read(test.Path, [])!, output);
        Assert.Contains("Store:ConnectionString = Host=db.example.se;Database=sdknode;Username=u;Password=(hidden)", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("top-secret", output.ToString(), StringComparison.Ordinal);
        Assert.Equal("(hidden)", StoreChecks.Redacted("Pasword=top-secret"));
    }

    [Fact]
    public async Task A_node_whose_database_is_down_missing_or_not_its_own_says_so_and_ends()
    {
        var server = await postgres.ServerAsync();
        var database = await postgres.CreateDatabaseAsync();
        await using (var admin = new Npgsql.NpgsqlConnection(database))
        {
            await admin.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = new Npgsql.NpgsqlCommand("CREATE ROLE powerless LOGIN", admin);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        (string Connection, string Problem, string Remedy)[] cases =
        [
            ("Host=127.0.0.1;Port=1;Database=sdknode;Username=sdknode", "PostgreSQL does not answer", "Start it"),
            (server.ConnectionTo("nowhere"), "The database does not exist (3D000", "createdb"),
            (server.ConnectionTo("postgres").Replace("Username=sdknode", "Username=nobody", StringComparison.Ordinal), "PostgreSQL does not let this user in (28000", "Make the user"),
            (database.Replace("Username=sdknode", "Username=powerless", StringComparison.Ordinal), "The user may not do what the node needs (42501", "own the database"),
            (database + ";SSL Mode=Require", "PostgreSQL and the node do not agree on TLS", "ssl=on"),
        ];
        foreach (var (connection, problem, remedy) in cases)
        {
            using var test = new SettingsCase(pki);
            await test.WriteAsync(settings => settings["Store"] = new JsonObject { ["ConnectionString"] = connection + ";Pooling=false" });
            var fault = Assert.Single(await test.StartAsync());
            Assert.Equal(("Store:ConnectionString", null), (fault.Key, fault.Value));
            Assert.Contains(problem, fault.Problem, StringComparison.Ordinal);
            Assert.Contains(remedy, fault.Remedy, StringComparison.Ordinal);
        }

        postgres.Drop(database);
    }

    [Theory]
    [InlineData("28P01", "password authentication failed for user \"u\"", "Store:PasswordFile")]
    [InlineData("28000", "no pg_hba.conf entry for host \"10.0.0.1\", user \"u\", database \"d\", no encryption", "SSL Mode=VerifyFull")]
    [InlineData("28000", "no pg_hba.conf entry for host \"10.0.0.1\", user \"u\", database \"d\", SSL off", "SSL Mode=VerifyFull")]
    [InlineData("53300", "sorry, too many clients already", "max_connections")]
    [InlineData("57P03", "the database system is starting up", "in a moment")]
    [InlineData("25006", "cannot execute CREATE TABLE in a read-only transaction", "Target Session Attributes=primary")]
    [InlineData("XX000", "internal error", "PostgreSQL's log")]
    public void What_PostgreSQL_answers_is_told_with_what_to_do(string code, string message, string remedy)
    {
        var fault = PostgresStartFault.Of(new Npgsql.PostgresException(message, "FATAL", "FATAL", code));
        Assert.Contains($"({code}: {message}).", fault.Problem, StringComparison.Ordinal);
        Assert.Contains(remedy, fault.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verbs_read_the_database_of_a_node_that_is_down_and_say_when_they_cannot()
    {
        using var test = new SettingsCase(pki);
        var database = await postgres.CreateDatabaseAsync();
        await test.WriteAsync(settings => settings["Store"] = new JsonObject { ["ConnectionString"] = database });
        Assert.Contains("The database holds no store yet", await SdkNodeProgram.RunAsync(1, "messages", "--config", test.Path), StringComparison.Ordinal);
        Assert.Empty(await test.StartAsync());
        Assert.Contains("There are no messages.", await SdkNodeProgram.RunAsync(0, "messages", "--config", test.Path), StringComparison.Ordinal);
        postgres.Drop(database);
        Assert.Contains("The database does not exist", await SdkNodeProgram.RunAsync(1, "messages", "--config", test.Path), StringComparison.Ordinal);
    }
}
