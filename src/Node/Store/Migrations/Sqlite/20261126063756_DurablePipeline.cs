using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SdkNode.Node.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DurablePipeline : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Work_DueAt_LeaseUntil",
                table: "Work");

            migrationBuilder.AddColumn<int>(
                name: "Claims",
                table: "Work",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "DeadAt",
                table: "Work",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Fault",
                table: "Work",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Faults",
                table: "Work",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Queue",
                table: "Work",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.Sql(
                """
                UPDATE "Work" SET "Queue" = (
                    SELECT m."Environment" || '/' || m."Participant" || ' ' || CASE "Work"."Kind"
                        WHEN 'Send' THEN m."To" WHEN 'Open' THEN m."From" WHEN 'AwaitReceipt' THEN '' ELSE COALESCE(m."FunctionalAddress", '') END
                    FROM "Messages" AS m WHERE m."Id" = "Work"."MessageId");
                """);

            migrationBuilder.AddColumn<string>(
                name: "RetriedAs",
                table: "Messages",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Contents",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Octets = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Contents", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DataProtectionKeys",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    FriendlyName = table.Column<string>(type: "TEXT", nullable: true),
                    Xml = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataProtectionKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Facts",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Value = table.Column<string>(type: "TEXT", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Facts", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "Jobs",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    LeaseOwner = table.Column<string>(type: "TEXT", nullable: true),
                    LeaseUntil = table.Column<long>(type: "INTEGER", nullable: false),
                    LastRunAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Jobs", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "Nodes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<string>(type: "TEXT", nullable: false),
                    Schema = table.Column<string>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    SeenAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Nodes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Secrets",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Sealed = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Secrets", x => x.Name);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Work_DeadAt",
                table: "Work",
                column: "DeadAt");

            migrationBuilder.CreateIndex(
                name: "IX_Work_Kind_Queue_DueAt",
                table: "Work",
                columns: new[] { "Kind", "Queue", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Work_LeaseUntil",
                table: "Work",
                column: "LeaseUntil");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_FinalAt",
                table: "Messages",
                column: "FinalAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Contents");

            migrationBuilder.DropTable(
                name: "DataProtectionKeys");

            migrationBuilder.DropTable(
                name: "Facts");

            migrationBuilder.DropTable(
                name: "Jobs");

            migrationBuilder.DropTable(
                name: "Nodes");

            migrationBuilder.DropTable(
                name: "Secrets");

            migrationBuilder.DropIndex(
                name: "IX_Work_DeadAt",
                table: "Work");

            migrationBuilder.DropIndex(
                name: "IX_Work_Kind_Queue_DueAt",
                table: "Work");

            migrationBuilder.DropIndex(
                name: "IX_Work_LeaseUntil",
                table: "Work");

            migrationBuilder.DropIndex(
                name: "IX_Messages_FinalAt",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "Claims",
                table: "Work");

            migrationBuilder.DropColumn(
                name: "DeadAt",
                table: "Work");

            migrationBuilder.DropColumn(
                name: "Fault",
                table: "Work");

            migrationBuilder.DropColumn(
                name: "Faults",
                table: "Work");

            migrationBuilder.DropColumn(
                name: "Queue",
                table: "Work");

            migrationBuilder.DropColumn(
                name: "RetriedAs",
                table: "Messages");

            migrationBuilder.CreateIndex(
                name: "IX_Work_DueAt_LeaseUntil",
                table: "Work",
                columns: new[] { "DueAt", "LeaseUntil" });
        }
    }
}
