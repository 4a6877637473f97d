using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Internal;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Internal;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SdkNode.Node.Store;

namespace SdkNode.Node.Tests.Store;

#pragma warning disable EF1001 // There is no other way to give a context migrations of two assemblies.

/// <summary>The migrations of a program two versions ahead: one that adds, and one that takes away what today's program uses.</summary>
internal sealed class NextMigrations(ICurrentDbContext context, IDbContextOptions options, IMigrationsIdGenerator ids, IDiagnosticsLogger<DbLoggerCategory.Migrations> logger)
    : MigrationsAssembly(context, options, ids, logger)
{
    public const string Expand = "29990101000000_NextExpand";
    public const string Contract = "29990102000000_NextContract";

    public override IReadOnlyDictionary<string, TypeInfo> Migrations { get; } = new SortedDictionary<string, TypeInfo>(
        new MigrationsAssembly(context, options, ids, logger).Migrations.ToDictionary())
    {
        [Expand] = typeof(NextExpand).GetTypeInfo(),
        [Contract] = typeof(NextContract).GetTypeInfo(),
    };

    [Migration(Expand)]
    internal sealed class NextExpand : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(name: "Later", table: "Messages", nullable: false, defaultValue: "");
            migrationBuilder.AddColumn<int>(name: "Urgency", table: "Work", nullable: false, defaultValue: 0);
            migrationBuilder.CreateTable(name: "Later", columns: table => new { Id = table.Column<long>(nullable: false) }, constraints: table => table.PrimaryKey("PK_Later", row => row.Id));
        }
    }

    [Migration(Contract), ContractMigration]
    internal sealed class NextContract : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("ALTER TABLE \"Work\" DROP COLUMN \"Fault\"");
    }
}
