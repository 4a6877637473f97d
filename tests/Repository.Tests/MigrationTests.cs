using System.Text.RegularExpressions;

namespace SdkNode.Repository.Tests;

/// <summary>Migrations add only, but for those that are marked (docs/adr/0011): nodes of the version before work on while they run.</summary>
public sealed partial class MigrationTests
{
    [Fact]
    public void What_takes_away_stands_in_migrations_that_wait_for_older_nodes()
    {
        var migrations = RepositoryFiles.All.Where(IsMigration).ToList();
        Assert.True(migrations.Count >= 4);
        Breaches.None(migrations.SelectMany(Find));
    }

    [Theory]
    [InlineData("migrationBuilder.DropColumn(name: \"Queue\", table: \"Work\");")]
    [InlineData("migrationBuilder.DropTable(name: \"Work\");")]
    [InlineData("migrationBuilder.RenameColumn(name: \"Queue\", table: \"Work\", newName: \"Line\");")]
    [InlineData("migrationBuilder.AlterColumn<string>(name: \"Queue\", table: \"Work\");")]
    [InlineData("migrationBuilder.Sql(\"ALTER TABLE t DROP COLUMN c\");")]
    [InlineData("migrationBuilder.AddColumn<int>(name: \"Claims\", table: \"Work\", nullable: false);")]
    public void Each_way_to_take_away_is_found(string statement)
    {
        string[] lines = ["protected override void Up(MigrationBuilder migrationBuilder)", statement, "protected override void Down(MigrationBuilder migrationBuilder)"];
        Assert.Single(Find(new RepositoryFile("src/Node/Store/Migrations/Postgres/1_Next.cs", lines)));
        Assert.Empty(Find(new RepositoryFile("src/Node/Store/Migrations/Postgres/1_Next.cs", ["[ContractMigration]", .. lines])));
    }

    private static bool IsMigration(RepositoryFile file) =>
        file.Path.StartsWith("src/Node/Store/Migrations/", StringComparison.Ordinal) && char.IsAsciiDigit(file.Parts[^1][0]) && !file.Path.EndsWith(".Designer.cs", StringComparison.Ordinal);

    private static IEnumerable<string> Find(RepositoryFile file)
    {
        if (file.Lines.Any(line => line.Contains("[ContractMigration]", StringComparison.Ordinal)))
        {
            return [];
        }

        var up = string.Join('\n', file.Lines.TakeWhile(line => !line.Contains("override void Down", StringComparison.Ordinal)));
        return Statement().Matches(up).Select(statement => statement.Value).Where(TakesAway).Select(statement => $"{file.Path} {statement.ReplaceLineEndings(" ")}");
    }

    private static bool TakesAway(string statement) =>
        Removal().IsMatch(statement) || (statement.Contains(".AddColumn<", StringComparison.Ordinal) && statement.Contains("nullable: false", StringComparison.Ordinal) && !statement.Contains("defaultValue", StringComparison.Ordinal));

    [GeneratedRegex(@"migrationBuilder\.[\s\S]*?;\s*(?=\n|$)")]
    private static partial Regex Statement();

    [GeneratedRegex(@"\.(DropColumn|DropTable|RenameColumn|RenameTable|AlterColumn|DropSchema|DropSequence|AddUniqueConstraint|AddCheckConstraint)\b|\.Sql\([\s\S]*\b(DROP|RENAME|ALTER)\b")]
    private static partial Regex Removal();
}
