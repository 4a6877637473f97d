using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SdkNode.Node.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SealedLogs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_EventLog_Environment_Participant_At",
                table: "EventLog");

            migrationBuilder.AddColumn<int>(
                name: "Place",
                table: "EventLog",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "Seal",
                table: "EventLog",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Segment",
                table: "EventLog",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "LogChains",
                columns: table => new
                {
                    Log = table.Column<string>(type: "TEXT", nullable: false),
                    Environment = table.Column<string>(type: "TEXT", nullable: false),
                    Participant = table.Column<string>(type: "TEXT", nullable: false),
                    Oldest = table.Column<long>(type: "INTEGER", nullable: false),
                    Newest = table.Column<long>(type: "INTEGER", nullable: false),
                    NewestDigest = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Mac = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LogChains", x => new { x.Log, x.Environment, x.Participant });
                });

            migrationBuilder.CreateTable(
                name: "LogSegments",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Log = table.Column<string>(type: "TEXT", nullable: false),
                    Environment = table.Column<string>(type: "TEXT", nullable: false),
                    Participant = table.Column<string>(type: "TEXT", nullable: false),
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    FirstEntry = table.Column<long>(type: "INTEGER", nullable: false),
                    LastEntry = table.Column<long>(type: "INTEGER", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    NewestAt = table.Column<long>(type: "INTEGER", nullable: false),
                    SealedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Entries = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Previous = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Digest = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Mac = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LogSegments", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SecurityLog",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Actor = table.Column<string>(type: "TEXT", nullable: false),
                    Subject = table.Column<string>(type: "TEXT", nullable: true),
                    Detail = table.Column<string>(type: "TEXT", nullable: true),
                    Environment = table.Column<string>(type: "TEXT", nullable: false),
                    Participant = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Event = table.Column<string>(type: "TEXT", nullable: false),
                    Segment = table.Column<long>(type: "INTEGER", nullable: true),
                    Place = table.Column<int>(type: "INTEGER", nullable: true),
                    Seal = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SecurityLog", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_EventLog_Environment_Participant_Id",
                table: "EventLog",
                columns: new[] { "Environment", "Participant", "Id" },
                filter: "\"Segment\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_EventLog_Environment_Participant_Segment_Place",
                table: "EventLog",
                columns: new[] { "Environment", "Participant", "Segment", "Place" },
                filter: "\"Segment\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_LogSegments_Log_Environment_Participant_Number",
                table: "LogSegments",
                columns: new[] { "Log", "Environment", "Participant", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SecurityLog_Environment_Participant_Id",
                table: "SecurityLog",
                columns: new[] { "Environment", "Participant", "Id" },
                filter: "\"Segment\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_SecurityLog_Environment_Participant_Segment_Place",
                table: "SecurityLog",
                columns: new[] { "Environment", "Participant", "Segment", "Place" },
                filter: "\"Segment\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "LogChains");

            migrationBuilder.DropTable(
                name: "LogSegments");

            migrationBuilder.DropTable(
                name: "SecurityLog");

            migrationBuilder.DropIndex(
                name: "IX_EventLog_Environment_Participant_Id",
                table: "EventLog");

            migrationBuilder.DropIndex(
                name: "IX_EventLog_Environment_Participant_Segment_Place",
                table: "EventLog");

            migrationBuilder.DropColumn(
                name: "Place",
                table: "EventLog");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "EventLog");

            migrationBuilder.DropColumn(
                name: "Segment",
                table: "EventLog");

            migrationBuilder.CreateIndex(
                name: "IX_EventLog_Environment_Participant_At",
                table: "EventLog",
                columns: new[] { "Environment", "Participant", "At" });
        }
    }
}
