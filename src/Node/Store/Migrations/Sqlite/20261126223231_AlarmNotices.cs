using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SdkNode.Node.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AlarmNotices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AlarmNotices",
                columns: table => new
                {
                    AlarmId = table.Column<long>(type: "INTEGER", nullable: false),
                    Channel = table.Column<string>(type: "TEXT", nullable: false),
                    ToldClosed = table.Column<bool>(type: "INTEGER", nullable: false),
                    ToldAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AlarmNotices", x => new { x.AlarmId, x.Channel });
                    table.ForeignKey(
                        name: "FK_AlarmNotices_Alarms_AlarmId",
                        column: x => x.AlarmId,
                        principalTable: "Alarms",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Alarms_ClosedAt",
                table: "Alarms",
                column: "ClosedAt");

            migrationBuilder.CreateIndex(
                name: "IX_AlarmNotices_Channel_ToldAt",
                table: "AlarmNotices",
                columns: new[] { "Channel", "ToldAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AlarmNotices");

            migrationBuilder.DropIndex(
                name: "IX_Alarms_ClosedAt",
                table: "Alarms");
        }
    }
}
